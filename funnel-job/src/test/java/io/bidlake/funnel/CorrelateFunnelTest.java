package io.bidlake.funnel;

import static io.bidlake.funnel.TestEvents.HOUR;
import static io.bidlake.funnel.TestEvents.ONE_HOUR;
import static io.bidlake.funnel.TestEvents.at;
import static io.bidlake.funnel.TestEvents.click;
import static io.bidlake.funnel.TestEvents.copyAt;
import static io.bidlake.funnel.TestEvents.impression;
import static io.bidlake.funnel.TestEvents.rejected;
import static io.bidlake.funnel.TestEvents.request;
import static io.bidlake.funnel.TestEvents.response;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CorrelateFunnelTest {

  private static final long T = HOUR + 600_000;
  private static final FunnelEvent REQUEST = request("r", T, "pub");
  private static final FunnelEvent RESPONSE = response("r", "p", T + 100);
  private static final FunnelEvent IMPRESSION = impression("r", "i", "p", T + 1_000);
  private static final FunnelEvent CLICK = click("r", "c", "i", T + 20_000);

  private CorrelateRun run;

  @BeforeEach
  void start() throws Exception {
    run = CorrelateRun.started();
  }

  @AfterEach
  void leavesNeitherStateNorTimers() throws Exception {
    run.end();
    run.close();
  }

  static List<List<FunnelEvent>> orders() {
    return orders(List.of(REQUEST, RESPONSE, IMPRESSION, CLICK));
  }

  private static List<List<FunnelEvent>> orders(List<FunnelEvent> events) {
    if (events.isEmpty()) {
      return List.of(List.of());
    }
    List<List<FunnelEvent>> orders = new ArrayList<>();
    for (FunnelEvent first : events) {
      List<FunnelEvent> others = new ArrayList<>(events);
      others.remove(first);
      for (List<FunnelEvent> order : orders(others)) {
        List<FunnelEvent> all = new ArrayList<>(List.of(first));
        all.addAll(order);
        orders.add(all);
      }
    }
    return orders;
  }

  @ParameterizedTest
  @MethodSource("orders")
  void countsTheSameInWhateverOrderEventsCome(List<FunnelEvent> order) throws Exception {
    run.take(order.toArray(FunnelEvent[]::new)).end();

    assertThat(run.sums()).isEqualTo(pub(1, 1, 1, 1));
    assertThat(run.late()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void countsEachEventOnceWhenAllAreRepeated(List<FunnelEvent> order) throws Exception {
    FunnelEvent[] events = order.toArray(FunnelEvent[]::new);
    run.take(events).take(events).end();

    assertThat(run.sums()).isEqualTo(pub(1, 1, 1, 1));
    assertThat(run.metrics().count("duplicates")).isEqualTo(4);
  }

  @Test
  void emitsNothingForARepeatedEvent() throws Exception {
    run.take(REQUEST, RESPONSE);
    int before = run.contributions().size();

    run.take(at(REQUEST, 1, 7), at(RESPONSE, 2, 8));

    assertThat(run.contributions()).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void countsTheCopyOfARequestThatHappenedFirst(boolean firstComesFirst) throws Exception {
    FunnelEvent first = request("r", HOUR + ONE_HOUR - 1, "a");
    FunnelEvent second = request("r", HOUR + ONE_HOUR, "b");
    FunnelEvent response = response("r", "p", HOUR + ONE_HOUR + 10);

    run.take(firstComesFirst ? first : second, response, firstComesFirst ? second : first).end();

    assertThat(run.sums())
        .isEqualTo(Map.of(new HourOfPublisher(HOUR, "a"), FunnelCounts.of(1, 1, 0, 0)));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void countsTheCopyOfAnImpressionThatHappenedFirst(boolean firstComesFirst) throws Exception {
    FunnelEvent first = impression("r", "i", "other", T + 999);

    run.take(REQUEST, RESPONSE)
        .take(firstComesFirst ? first : IMPRESSION, firstComesFirst ? IMPRESSION : first)
        .end();

    assertThat(run.sums()).isEqualTo(pub(1, 1, 0, 0));
    assertThat(run.late()).extracting(UncountedEvent::time).containsExactly(T + 999);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void leavesARequestOutOfWhoseCopiesTheFirstIsRejected(boolean rejectedComesFirst)
      throws Exception {
    FunnelEvent rejected = rejected("r", T, "pub");

    run.take(rejectedComesFirst ? rejected : REQUEST, RESPONSE)
        .take(rejectedComesFirst ? REQUEST : rejected)
        .end();

    assertThat(run.sums()).isEmpty();
    assertThat(run.late()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void ordersCopiesOfOneTimeByTheBytesOfTheirPublishers(boolean firstComesFirst) throws Exception {
    FunnelEvent first = request("r", T, "\uFF21");
    FunnelEvent second = request("r", T, "\uD83D\uDE00");

    run.take(firstComesFirst ? first : second, firstComesFirst ? second : first).end();

    assertThat(run.sums()).containsOnlyKeys(new HourOfPublisher(HOUR, "\uFF21"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1", "5000, 1", "5001, 0", "-1, 0",
  })
  void countsAResponseUpToItsBound(long after, long counted) throws Exception {
    run.take(REQUEST, response("r", "p", T + after)).end();

    assertThat(run.sums()).isEqualTo(pub(1, counted, 0, 0));
    assertThat(run.late()).hasSize((int) (1 - counted));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "10000, 1",
    "10001, 0",
    "-1, 0",
  })
  void countsAnImpressionUpToItsBound(long after, long counted) throws Exception {
    run.take(REQUEST, RESPONSE, impression("r", "i", "p", RESPONSE.time + after)).end();

    assertThat(run.sums()).isEqualTo(pub(1, 1, counted, 0));
    assertThat(run.late()).hasSize((int) (1 - counted));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "60000, 1",
    "60001, 0",
    "-1, 0",
  })
  void countsAClickUpToItsBound(long after, long counted) throws Exception {
    run.take(REQUEST, RESPONSE, IMPRESSION, click("r", "c", "i", IMPRESSION.time + after)).end();

    assertThat(run.sums()).isEqualTo(pub(1, 1, 1, counted));
    assertThat(run.late()).hasSize((int) (1 - counted));
  }

  @Test
  void leavesOutWhatIsBelowAnEventThatDoesNotCount() throws Exception {
    run.take(
            REQUEST,
            response("r", "p", T + 5_001),
            impression("r", "i", "p", T + 5_002),
            click("r", "c", "i", T + 5_003))
        .end();

    assertThat(run.sums()).isEqualTo(pub(1, 0, 0, 0));
    assertThat(run.late()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"-1, -1", "0, 0", "3599999, 0", "3600000, 1"})
  void countsForTheHourOfTheRequest(long sinceHour, long hours) throws Exception {
    run.take(request("r", HOUR + sinceHour, "pub"), response("r", "p", HOUR + sinceHour + 5_000))
        .end();

    assertThat(run.sums())
        .isEqualTo(
            Map.of(
                new HourOfPublisher(HOUR + hours * ONE_HOUR, "pub"), FunnelCounts.of(1, 1, 0, 0)));
  }

  @Test
  void countsARequestWithoutPublisherAsUnknown() throws Exception {
    run.take(request("r", T, null), RESPONSE).end();

    assertThat(run.sums())
        .isEqualTo(Map.of(new HourOfPublisher(HOUR, "UNKNOWN"), FunnelCounts.of(1, 1, 0, 0)));
  }

  @Test
  void doesNotMixRequestsWhoseEventsHaveTheSameIds() throws Exception {
    run.take(REQUEST, response("q", "p", T + 1), IMPRESSION).end();

    assertThat(run.sums()).isEqualTo(pub(1, 0, 0, 0));
  }

  @Test
  void movesWhatARequestCountsWhenAnEarlierCopyComes() throws Exception {
    run.take(REQUEST, RESPONSE, IMPRESSION);

    run.take(copyAt(REQUEST, T - 4_900), copyAt(REQUEST, T + 4_900)).end();

    assertThat(run.sums()).isEqualTo(pub(1, 1, 1, 0));
    assertThat(run.metrics().count("duplicates")).isEqualTo(2);
  }

  private static Map<HourOfPublisher, FunnelCounts> pub(long... counts) {
    return Map.of(new HourOfPublisher(HOUR, "pub"), FunnelCounts.of(counts));
  }
}
