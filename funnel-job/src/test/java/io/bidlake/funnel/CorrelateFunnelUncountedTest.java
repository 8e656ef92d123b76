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

import io.bidlake.funnel.UncountedEvent.Place;
import io.bidlake.tables.LateEvent.Reason;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link CorrelateFunnel} does not count, and says so. */
class CorrelateFunnelUncountedTest {

  private static final long T = HOUR + 600_000;
  private static final long LATE = T + ONE_HOUR;
  private static final FunnelEvent REQUEST = at(request("r", T, "pub"), 1, 41);
  private static final FunnelEvent RESPONSE = at(response("r", "p", T + 100), 2, 42);
  private static final Map<HourOfPublisher, FunnelCounts> ONE_REQUEST =
      Map.of(new HourOfPublisher(HOUR, "pub"), FunnelCounts.of(1, 0, 0, 0));

  private CorrelateRun run;

  @BeforeEach
  void start() throws Exception {
    run = CorrelateRun.started();
  }

  @AfterEach
  void leavesNeitherStateNorTimers() throws Exception {
    run.end();
    assertThat(run.metrics().gauge("openRequests")).isEqualTo(0L);
    run.close();
  }

  @Test
  void countsAnEventJustBeforeTheAllowedLateness() throws Exception {
    run.reach(LATE - 1).take(REQUEST).end();

    assertThat(run.sums()).isEqualTo(ONE_REQUEST);
    assertThat(run.late()).isEmpty();
  }

  @Test
  void leavesAnEventOutThatComesAtTheAllowedLateness() throws Exception {
    run.reach(LATE).take(REQUEST);

    assertThat(run.sums()).isEmpty();
    assertThat(run.late())
        .containsExactly(
            new UncountedEvent(
                Reason.LATE,
                new Place("bid-requests", 1, 41),
                new EventKey("bid-requests", "r", "r"),
                T,
                ONE_HOUR,
                "{\"publisher_id\":\"pub\",\"accepted\":true}"));
    assertThat(run.metrics().count("uncounted LATE")).isEqualTo(1);
    assertThat(run.openRequests()).isZero();
  }

  @Test
  void countsALateClickWhileAllAboveItIsKept() throws Exception {
    FunnelEvent impression = impression("r", "i", "p", T + 10_100);
    run.take(REQUEST, RESPONSE, impression).reach(T + 70_100 + ONE_HOUR - 1);

    run.take(click("r", "c", "i", T + 70_100)).end();

    assertThat(run.sums().values()).containsExactly(FunnelCounts.of(1, 1, 1, 1));
  }

  @Test
  void keepsARequestUntilItsLastClickWouldBeTooLate() throws Exception {
    run.take(REQUEST).reach(T + 75_000 + ONE_HOUR - 1);
    assertThat(run.openRequests()).isOne();

    run.reach(T + 75_000 + ONE_HOUR);
    assertThat(run.openRequests()).isZero();
  }

  @Test
  void leavesAnEventOutWhoseClockIsAhead() throws Exception {
    FunnelEvent ahead = copyAt(REQUEST, T + 24 * ONE_HOUR);
    ahead.ahead = true;

    run.take(ahead, RESPONSE).end();

    assertThat(run.sums()).isEmpty();
    assertThat(run.late())
        .extracting(UncountedEvent::reason)
        .containsExactly(Reason.AHEAD, Reason.ORPHAN);
    assertThat(run.late().get(0).lateness()).isNull();
    assertThat(run.metrics().count("uncounted AHEAD")).isEqualTo(1);
  }

  @Test
  void leavesEventsOutOfACrowdBelowOneRequest() throws Exception {
    run.take(REQUEST);
    for (int i = 0; i < RequestFunnel.MOST_CHILDREN; i++) {
      run.take(response("r", "p" + i, T + 1));
    }

    run.take(RESPONSE, response("r", "p0", T + 1), response("r", "p1", T)).end();

    assertThat(run.sums().values()).containsExactly(FunnelCounts.of(1, 1_000, 0, 0));
    assertThat(run.late())
        .singleElement()
        .extracting(UncountedEvent::reason, UncountedEvent::place)
        .containsExactly(Reason.CROWDED, Place.of(RESPONSE));
    assertThat(run.metrics().count("uncounted CROWDED")).isEqualTo(1);
    assertThat(run.metrics().count("duplicates")).isEqualTo(2);
  }

  @Test
  void saysOnceWhichRecordsAreOrphansWhenTheirStateIsDropped() throws Exception {
    FunnelEvent impression = at(impression("r", "i", "missing", T + 100), 3, 43);
    FunnelEvent click = at(click("r", "c", "i", T + 200), 4, 44);
    run.take(impression, click, at(click, 9, 99)).reach(click.time + ONE_HOUR - 1);
    assertThat(run.late()).isEmpty();

    run.reach(click.time + ONE_HOUR).end();

    assertThat(run.late())
        .containsExactlyInAnyOrder(
            new UncountedEvent(
                Reason.ORPHAN,
                new Place("impressions", 3, 43),
                new EventKey("impressions", "r", "i"),
                T + 100,
                null,
                "{\"response_id\":\"missing\"}"),
            new UncountedEvent(
                Reason.ORPHAN,
                new Place("clicks", 4, 44),
                new EventKey("clicks", "r", "c"),
                T + 200,
                null,
                "{\"impression_id\":\"i\"}"));
    assertThat(run.metrics().count("uncounted ORPHAN")).isEqualTo(2);
  }

  @Test
  void doesNotCallTheEventsOfARejectedRequestOrphans() throws Exception {
    run.take(
            RESPONSE,
            rejected("r", T, "pub"),
            impression("r", "i", "p", T + 200),
            click("r", "c", "nothing", T + 300))
        .end();

    assertThat(run.sums()).isEmpty();
    assertThat(run.contributions()).isEmpty();
    assertThat(run.late()).isEmpty();
  }

  @Test
  void letsEventsWithoutRequestIdBelongToNoRequest() throws Exception {
    run.take(
            rejected("", T, "pub"),
            response("", "x", T + 1),
            impression("", "x", "x", T + 2),
            response("", "", T + 3))
        .end();

    assertThat(run.sums()).isEmpty();
    assertThat(run.late())
        .extracting(UncountedEvent::id)
        .containsExactlyInAnyOrder(
            new EventKey("bid-responses", "", "x"),
            new EventKey("impressions", "", "x"),
            new EventKey("bid-responses", "", ""));
  }

  @Test
  void keepsARequestApartFromEventsWithoutRequestId() throws Exception {
    run.take(request("\0p", T, "pub"), response("", "p", T + 1)).end();

    assertThat(run.sums()).isEqualTo(ONE_REQUEST);
    assertThat(run.late()).extracting(UncountedEvent::reason).containsExactly(Reason.ORPHAN);
  }
}
