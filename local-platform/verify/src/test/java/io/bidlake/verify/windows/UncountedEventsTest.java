package io.bidlake.verify.windows;

import static io.bidlake.verify.truth.Traffic.HOUR;
import static io.bidlake.verify.truth.WindowTable.BIDDER;
import static io.bidlake.verify.truth.WindowTable.FUNNEL;
import static io.bidlake.verify.truth.WindowTable.GEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.UncountedEvent;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.Known;
import io.bidlake.verify.truth.Traffic;
import io.bidlake.verify.truth.WindowTable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether each row of late_events is true, and none is lacking. */
class UncountedEventsTest {

  private static final Offer BID = new Offer("a", "1", 1, null);

  private final Traffic traffic = new Traffic();

  @Test
  void believesRowsThatAreTrue() {
    traffic.uncounted(GEO, traffic.request("late", 0), "LATE", HOUR);
    traffic.uncounted(FUNNEL, traffic.response("orphan", "p", 0), "ORPHAN");
    Event unpriced = traffic.paid("r", "i", 0, "a", Double.NaN);
    traffic.uncounted(GEO, unpriced, "UNPRICED");
    traffic.uncounted(BIDDER, unpriced, "UNPRICED");
    Event ahead = traffic.ahead().click("r", "c", "i", 0);
    traffic.uncounted(FUNNEL, ahead, "AHEAD");
    traffic.uncounted(WindowTable.SERVING, ahead, "AHEAD");
    traffic.uncounted(WindowTable.QUALITY, ahead, "AHEAD");

    assertThat(faults(0)).isEmpty();
  }

  @Test
  void believesEitherWhereOnlyAJobKnowsWhoseClockWasAhead() {
    traffic.request("r", 0);
    traffic.uncounted(FUNNEL, traffic.maybeAhead().response("r", "wrong", 1), "AHEAD");
    traffic.maybeAhead().response("r", "right", 1);

    assertThat(faults(0)).isEmpty();
  }

  @Test
  void waitsForNoOrphanAsLongAsItsRequestSaysByAClockAhead() {
    Event orphan = traffic.response("r", "p", 0);
    traffic.uncounted(FUNNEL, traffic.maybeAhead().request("r", 50 * HOUR), "AHEAD");

    assertThat(faults(20 * HOUR))
        .containsExactly(
            orphan.position() + " for hourly_funnel_by_publisher row: expected ORPHAN, was none");
  }

  @Test
  void believesRowsAboutSeveralEventsOfOneRecord() {
    Event first = traffic.paid("r", "i", 0, "a", Double.NaN);
    Traffic same = traffic.inTheSameRecord();
    Event second = traffic.inTheSameRecord().paid("r", "j", 0, "a", Double.NaN);
    Event other = same.paid("q", "i", 0, "a", Double.NaN);
    for (Event event : List.of(first, second, other)) {
      traffic.uncounted(GEO, event, "UNPRICED");
      traffic.uncounted(BIDDER, event, "UNPRICED");
    }

    assertThat(faults(0)).isEmpty();
  }

  @Test
  void believesAsManyEqualRowsAsARecordHasEqualEvents() {
    Event event = traffic.paid("r", "i", 0, "a", 1);
    Event again = traffic.inTheSameRecord().paid("r", "i", 0, "a", 1);
    traffic.uncounted(BIDDER, event, "LATE", HOUR);
    traffic.uncounted(BIDDER, again, "LATE", HOUR);

    assertThat(faults(0)).isEmpty();
    traffic.uncounted(BIDDER, again, "LATE", HOUR);
    assertThat(faults(0))
        .containsExactly(
            "impressions-0@0 for rolling_metrics_by_bidder row:"
                + " expected one for rolling_metrics_by_bidder, was another one");
  }

  @Test
  void countsTheOtherEventsOfARecord() {
    Event late = traffic.paid("r", "i", 0, "a", 1);
    traffic.inTheSameRecord().paid("r", "j", 0, "a", 1);
    traffic.inTheSameRecord().paid("r", "i", 1, "a", 1);
    traffic.uncounted(BIDDER, late, "LATE", HOUR);

    assertThat(faults(0)).isEmpty();
    assertThat(impressionsAtNoon()).isEqualTo(2L);
  }

  @Test
  void findsAnEventOfARecordThatNoRowTellsOf() {
    traffic.uncounted(BIDDER, traffic.paid("r", "i", 0, "a", Double.NaN), "UNPRICED");
    traffic.inTheSameRecord().paid("r", "j", 0, "a", Double.NaN);

    assertThat(faults(0))
        .containsExactly(
            "impressions-0@0 for hourly_impressions_by_geo row: expected UNPRICED, was none",
            "impressions-0@0 for rolling_metrics_by_bidder row: expected UNPRICED, was none");
  }

  @Test
  void findsALatenessThatIsAllowed() {
    Event event = traffic.request("r", 0);
    traffic.uncounted(GEO, event, "LATE", HOUR - 1);
    traffic.uncounted(FUNNEL, event, "LATE", null);

    assertThat(faults(0))
        .containsExactly(
            "bid-requests-0@0 for hourly_funnel_by_publisher lateness_ms:"
                + " expected at least 3600000, was null",
            "bid-requests-0@0 for hourly_impressions_by_geo lateness_ms:"
                + " expected at least 3600000, was 3599999");
  }

  @Test
  void findsAnOrphanThatCounts() {
    traffic.request("r", 0);
    traffic.uncounted(FUNNEL, traffic.response("r", "p", 1), "ORPHAN");

    assertThat(faults(0))
        .containsExactly(
            "bid-responses-0@1 for hourly_funnel_by_publisher reason:"
                + " expected another reason or no row, was ORPHAN");
  }

  @Test
  void findsAReasonThatDoesNotHold() {
    Event impression = traffic.paid("r", "i", 0, "a", 1);
    traffic.uncounted(GEO, impression, "UNPRICED");
    traffic.uncounted(BIDDER, impression, "AHEAD");
    traffic.uncounted(FUNNEL, impression, "TIRED");
    traffic.uncounted(FUNNEL, traffic.request("orphan", 0), "ORPHAN");
    traffic.uncounted(GEO, traffic.paid("orphan", "i", 0, "a", 1), "ORPHAN");
    traffic.uncounted(BIDDER, traffic.paid("alone", "i", 0, "a", 1), "CROWDED");

    assertThat(faults(0)).hasSize(6);
  }

  @Test
  void believesThatARequestIsCrowdedWhenItHasMoreThanAThousandEvents() {
    for (int i = 0; i < 1000; i++) {
      traffic.paid("r", "i" + i, 0, "a", 1);
    }
    traffic.uncounted(BIDDER, traffic.paid("r", "one more", 0, "a", 1), "CROWDED");

    assertThat(faults(0)).isEmpty();
    assertThat(impressionsAtNoon()).isEqualTo(1000L);
  }

  @Test
  void believesThatARequestIsCrowdedByEventsOfTopicsThatTheTableDoesNotUse() {
    for (int i = 0; i < 600; i++) {
      traffic.child(Topics.CLICKS, "r", "k" + i, "i", 0);
    }
    for (int i = 0; i < 400; i++) {
      traffic.paid("r", "i" + i, 0, "a", 1);
    }
    traffic.uncounted(WindowTable.LANDSCAPE, traffic.paid("r", "one more", 0, "a", 1), "CROWDED");

    assertThat(faults(0)).isEmpty();
  }

  @Test
  void believesThatARequestIsCrowdedByBidsInTheAuctionJobOnly() {
    traffic.bids("r", "p", 0, null, Collections.nCopies(1000, BID).toArray(new Offer[0]));
    Event more = traffic.response("r", "q", 0);
    traffic.uncounted(WindowTable.LEAKAGE, more, "CROWDED");
    traffic.uncounted(FUNNEL, more, "CROWDED");

    assertThat(faults(0))
        .containsExactly(
            more.position()
                + " for hourly_funnel_by_publisher reason: expected another reason or no row, was"
                + " CROWDED");
  }

  @Test
  void findsATableThatDoesNotUseTheEvent() {
    traffic.uncounted(BIDDER, traffic.request("r", 0), "LATE");

    assertThat(faults(0))
        .containsExactly(
            "bid-requests-0@0 for rolling_metrics_by_bidder reason:"
                + " expected no row: the table does not use such events, was LATE");
  }

  @Test
  void findsARowAboutARecordThatIsNotThere() {
    traffic.request("r", 0);
    traffic.add(
        new UncountedEvent(
            GEO.name(), "LATE", new Position("bid-requests", 0, 7), "r", "r", 0, HOUR));

    assertThat(faults(0))
        .containsExactly(
            "bid-requests-0@7 for hourly_impressions_by_geo row:"
                + " expected a record of request 'r' there, was none");
  }

  @Test
  void findsARowThatTellsAnotherIdOrTime() {
    Event event = traffic.paid("r", "i", 0, "a", 1);
    traffic.add(
        new UncountedEvent(
            GEO.name(),
            "LATE",
            event.position(),
            "j",
            "r",
            Micros.ofMillis(Traffic.NOON + 1),
            HOUR));

    assertThat(faults(0))
        .containsExactly(
            "impressions-0@0 for hourly_impressions_by_geo event_id: expected i, was j",
            "impressions-0@0 for hourly_impressions_by_geo event_timestamp:"
                + " expected 2026-02-03T12:00:00Z, was 2026-02-03T12:00:00.001Z");
  }

  @Test
  void findsTwoRowsForOneRecordAndTable() {
    Event event = traffic.request("r", 0);
    traffic.uncounted(GEO, event, "LATE");
    traffic.uncounted(FUNNEL, event, "LATE");
    traffic.uncounted(GEO, event, "LATE");

    assertThat(faults(0))
        .containsExactly(
            "bid-requests-0@0 for hourly_impressions_by_geo row:"
                + " expected one for hourly_impressions_by_geo, was another one");
  }

  @Test
  void findsAnUnpricedImpressionThatNoRowTellsOf() {
    traffic.paid("r", "i", 0, "a", Double.NaN);
    traffic.paid("r", "i", 0, "a", Double.NaN);

    assertThat(faults(0))
        .containsExactly(
            "impressions-0@0 for hourly_impressions_by_geo row: expected UNPRICED, was none",
            "impressions-0@0 for rolling_metrics_by_bidder row: expected UNPRICED, was none");
  }

  @Test
  void findsAWrongClockThatNoRowTellsOf() {
    traffic.ahead().response("r", "p", 0);

    assertThat(faults(0))
        .containsExactly(
            "bid-responses-0@0 for daily_reach_by_campaign row: expected AHEAD, was none",
            "bid-responses-0@0 for hourly_bid_landscape row: expected AHEAD, was none",
            "bid-responses-0@0 for hourly_event_quality row: expected AHEAD, was none",
            "bid-responses-0@0 for hourly_funnel_by_publisher row: expected AHEAD, was none",
            "bid-responses-0@0 for hourly_funnel_leakage row: expected AHEAD, was none",
            "bid-responses-0@0 for serving_by_minute row: expected AHEAD, was none");
  }

  @Test
  void findsAnOrphanThatNoRowTellsOfOnceItsRequestIsOver() {
    traffic.response("r", "p", 0);
    long over = 75_000 + HOUR + 5_000 + 120_000;

    assertThat(faults(over - 1)).isEmpty();
    assertThat(faults(over))
        .containsExactly(
            "bid-responses-0@0 for hourly_funnel_by_publisher row: expected ORPHAN, was none");
  }

  @Test
  void wantsOneRowForAllCopiesOfAnOrphan() {
    traffic.response("r", "p", 0);
    traffic.uncounted(FUNNEL, traffic.response("r", "p", 0), "ORPHAN");

    assertThat(faults(9 * HOUR)).isEmpty();
  }

  @Test
  void wantsNoRowForAnImpressionThatACopyCounts() {
    traffic.paid("r", "i", 0, "a", Double.NaN);
    traffic.paid("r", "i", 0, "a", 1);

    assertThat(faults(0)).isEmpty();
  }

  @Test
  void wantsNoRowForEventsOfRejectedRequests() {
    traffic.rejectedRequest("r", 0);
    traffic.response("r", "p", 1);

    assertThat(faults(9 * HOUR)).isEmpty();
  }

  @Test
  void wantsNoRowYetForEventsAfterTheMark() {
    traffic.afterMark().response("r", "p", 0);
    traffic.afterMark().paid("r", "i", 0, "a", Double.NaN);

    assertThat(faults(9 * HOUR)).isEmpty();
  }

  private Object impressionsAtNoon() {
    CountWindows counted =
        new CountWindows(Traffic.RULES, new Faults(), table -> Optional.empty(), Known.ALL);
    traffic.groups().forEach(counted::add);
    Cells cells = counted.tables().get(WindowTable.ALL.indexOf(BIDDER));
    return BIDDER.valuesOf(cells.at(Traffic.NOON, "a").get(0)).get(1);
  }

  /** What is wrong with late_events when event time has come this far. */
  private List<String> faults(long reach) {
    Faults faults = new Faults();
    CountWindows counted =
        new CountWindows(
            Traffic.RULES,
            faults,
            table -> Optional.of(new Reached(Traffic.NOON + reach, Traffic.NOON + reach)),
            Known.ALL);
    traffic.groups().forEach(counted::add);
    return faults.first().stream()
        .map(
            fault ->
                "%s %s: expected %s, was %s"
                    .formatted(fault.key(), fault.column(), fault.expected(), fault.actual()))
        .toList();
  }
}
