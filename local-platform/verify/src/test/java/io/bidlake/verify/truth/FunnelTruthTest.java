package io.bidlake.verify.truth;

import static io.bidlake.verify.truth.Traffic.HOUR;
import static io.bidlake.verify.truth.WindowTable.FUNNEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.verify.Sale;
import io.bidlake.verify.events.Event.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunnelTruthTest {

  private static final String ROW = "12:00 pub";

  private final Traffic traffic = new Traffic();

  @BeforeEach
  void aRequestWithAResponseAnImpressionAndAClick() {
    traffic.request("r", 0);
    traffic.response("r", "p", 100);
    traffic.impression("r", "i", "p", 200);
    traffic.click("r", "c", "i", 300);
  }

  @Test
  void countsEachLevelAndTheRatesBetweenThem() {
    traffic.request("r2", 1);
    traffic.response("r2", "p", 100);
    traffic.request("r3", 2);
    traffic.request("r4", 3);

    assertThat(traffic.rows(FUNNEL))
        .containsExactly(entry(ROW, List.of(4L, 2L, 1L, 1L, 0.5, 0.5, 1.0)));
  }

  @Test
  void tellsResponsesWithOneIdApartByTheirBidders() {
    Traffic one = new Traffic();
    one.request("r", 0);
    one.response("r", "1", 1, Set.of("a"));
    one.response("r", "1", 1, Set.of("b"));
    one.response("r", "1", 2, Set.of("b"));
    one.impression("r", "i1", "1", 3, Outcome.ofImpression("1", "a", 1));
    one.impression("r", "i2", "1", 3, Outcome.ofImpression("1", "b", 1));
    one.impression("r", "orphan", "1", 3, Outcome.ofImpression("1", "c", 1));

    assertThat(one.rows(FUNNEL).get(ROW)).startsWith(1L, 2L, 2L);
  }

  @Test
  void tellsResponsesWithoutSeatApartByTheirBids() {
    Traffic one = new Traffic();
    one.request("r", 0);
    one.response("r", "", 1, Set.of(), "bid-1");
    one.response("r", "", 1, Set.of(), "bid-1");
    one.response("r", "", 1, Set.of(), "bid-2", "bid-3");
    one.response("r", "x", 1, Set.of("", "a"));
    one.impression("r", "i1", "", 3, Outcome.ofImpression("1", "b", 1));
    one.impression("r", "i2", "x", 3, Outcome.ofImpression("1", "b", 1));

    assertThat(one.rows(FUNNEL).get(ROW)).startsWith(1L, 3L, 2L);
  }

  @Test
  void hasNoRateWhereThereIsNothingToDivideBy() {
    traffic.request("alone", HOUR);

    assertThat(traffic.rows(FUNNEL))
        .containsEntry("13:00 pub", Arrays.asList(1L, 0L, 0L, 0L, 0.0, null, null));
  }

  @Test
  void countsEverythingInTheHourOfTheRequest() {
    traffic.request("before", HOUR - 1);
    traffic.response("before", "p", HOUR + 1);
    traffic.request("at", HOUR);

    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(2L, 2L, 1L, 1L);
    assertThat(traffic.rows(FUNNEL).get("13:00 pub")).startsWith(1L, 0L, 0L, 0L);
  }

  @Test
  void countsUpToTheBoundsAndNotBeyond() {
    traffic.response("r", "at the bound", 5_000);
    traffic.response("r", "beyond", 5_001);
    traffic.impression("r", "i at the bound", "p", 10_100);
    traffic.impression("r", "i beyond", "p", 10_101);
    traffic.click("r", "c at the bound", "i", 60_200);
    traffic.click("r", "c beyond", "i", 60_201);

    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(1L, 2L, 2L, 2L);
  }

  @Test
  void countsNothingBeforeItsParent() {
    traffic.request("s", 1000);
    traffic.response("s", "p", 999);
    traffic.response("s", "q", 1000);
    traffic.impression("s", "i", "q", 999);
    traffic.impression("s", "j", "q", 1000);
    traffic.click("s", "c", "j", 999);
    traffic.click("s", "d", "j", 1000);

    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(2L, 2L, 2L, 2L);
  }

  @Test
  void countsNothingBelowAnOrphan() {
    traffic.response("r", "too late", 5_001);
    traffic.impression("r", "of the orphan", "too late", 5_002);
    traffic.click("r", "on the orphan", "of the orphan", 5_003);
    traffic.impression("r", "of nobody", "no such response", 300);
    traffic.click("r", "on nothing", "no such impression", 400);

    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(1L, 1L, 1L, 1L);
  }

  @Test
  void doesNotJoinEventsOfDifferentRequests() {
    traffic.request("r2", 0);
    traffic.impression("r2", "i2", "p", 200);
    traffic.click("r2", "c2", "i", 300);

    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(2L, 1L, 1L, 1L);
  }

  @Test
  void countsCopiesOnce() {
    aRequestWithAResponseAnImpressionAndAClick();

    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(1L, 1L, 1L, 1L);
  }

  @Test
  void countsOfDifferingCopiesTheFirst() {
    traffic.request("r", -1, "earlier", "DEU");
    traffic.response("r", "p", -2);
    traffic.response("r", "q", 100);
    traffic.impression("r", "i", "o", 200);

    assertThat(traffic.rows(FUNNEL))
        .containsExactly(entry("11:00 earlier", Arrays.asList(1L, 1L, 0L, 0L, 1.0, 0.0, null)));
  }

  @Test
  void takesARejectedCopyBeforeAnAcceptedOne() {
    traffic.rejectedRequest("r", 0);

    assertThat(traffic.rows(FUNNEL)).isEmpty();
  }

  @Test
  void countsNothingOfARejectedRequest() {
    traffic.rejectedRequest("test", 0);
    traffic.response("test", "p", 1);

    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(1L, 1L, 1L, 1L);
  }

  @Test
  void countsNothingWithoutRequestId() {
    traffic.request("", HOUR);
    traffic.response("", "p", HOUR + 1);

    assertThat(traffic.rows(FUNNEL)).containsOnlyKeys(ROW);
  }

  @Test
  void callsThePublisherUnknownWhereThereIsNone() {
    traffic.request("nobody's", 0, null, "DEU");

    assertThat(traffic.rows(FUNNEL)).containsOnlyKeys(ROW, "12:00 UNKNOWN");
  }

  @Test
  void countsImpressionsWithoutPrice() {
    traffic.paid("r", "free", 300, "seat", Double.NaN);

    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(1L, 1L, 2L, 1L);
  }

  @Test
  void leavesOutLateRecordsAndWhatHangsOnThem() {
    traffic.request("s", 0);
    traffic.uncounted(FUNNEL, traffic.response("s", "q", 1), "LATE");
    traffic.impression("s", "j", "q", 2);

    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(2L, 1L, 1L, 1L);
  }

  @Test
  void doesNotCountTheCopyOfAnOrphanInItsPlace() {
    traffic.request("s", 1000);
    traffic.uncounted(FUNNEL, traffic.response("s", "q", 999), "ORPHAN");
    traffic.response("s", "q", 1001);

    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(2L, 1L, 1L, 1L);
  }

  @Test
  void leavesOutWhatAWrongClockSays() {
    traffic.ahead().response("r", "q", 1);

    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(1L, 1L);
  }

  @Test
  void knowsWhichRowsAnEventAfterTheMarkMayChange() {
    traffic.request("another", HOUR);
    traffic.afterMark().click("r", "c2", "i", 400);

    assertThat(traffic.inFlight(FUNNEL)).containsExactly(ROW);
  }

  @Test
  void countsAStageThatIsAppendedWithoutFurtherCode() {
    List<Topic<?>> stages = Stream.concat(Topics.FUNNEL.stream(), Stream.of(Sale.TOPIC)).toList();
    WindowTable longer =
        new WindowTable(
            FUNNEL.layout(),
            FUNNEL.job(),
            FUNNEL.length(),
            FUNNEL.slide(),
            stages,
            new FunnelTruth(stages),
            stages.stream()
                .map(stage -> new WindowTable.Column(stage.name(), cell -> cell.count(stage)))
                .toList());
    traffic.child(Sale.TOPIC, "r", "at the bound", "c", 30_300);
    traffic.child(Sale.TOPIC, "r", "beyond", "c", 30_301);
    traffic.child(Sale.TOPIC, "r", "of nobody", "no such click", 400);

    assertThat(traffic.rows(longer)).containsExactly(entry(ROW, List.of(1L, 1L, 1L, 1L, 1L)));
    assertThat(longer.truth().hold(Traffic.RULES)).isEqualTo(75_000 + 30_000);
    assertThat(traffic.rows(FUNNEL).get(ROW)).startsWith(1L, 1L, 1L, 1L);
  }
}
