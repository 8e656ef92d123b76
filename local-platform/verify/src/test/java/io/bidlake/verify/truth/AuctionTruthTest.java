package io.bidlake.verify.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.settings.Settings;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Outcome;
import io.bidlake.verify.events.Event.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the tables of the auction job must contain. */
class AuctionTruthTest {

  private static final double NONE = Double.NaN;

  private static final Place PLACE = new Place("1", "300x250", 1.0);
  private static final Offer BID = new Offer("a", "1", 2.0, "c1");
  private static final Outcome WIN = new Outcome("win", "1", "a", 1.5, null);
  private static final Outcome BILLING = new Outcome("billing", "1", "a", 1.5, null);

  private final Traffic traffic = new Traffic();

  private void sell() {
    traffic.offer("r", 0, PLACE, new Place("2", null, 1.0));
    traffic.bids("r", "p", 100, null, BID);
    traffic.note("r", "w", 100, WIN);
    traffic.note("r", "b", 900, BILLING);
    traffic.impression("r", "i", "p", 900, Outcome.ofImpression("1", "a", 1.5));
    traffic.click("r", "k", "i", 2_000);
  }

  private Object reason() {
    return traffic.rows(WindowTable.LEAKAGE).keySet();
  }

  @Test
  void knowsWhatASizeIsOfferedAndSoldFor() {
    sell();
    traffic.bids(
        "r", "q", 200, null, new Offer("b", "1", 0.5, null), new Offer("b", "1", NONE, null));

    assertThat(traffic.rows(WindowTable.LANDSCAPE))
        .containsOnlyKeys("12:00 pub / 300x250", "12:00 pub / UNKNOWN");
    assertThat(traffic.rows(WindowTable.LANDSCAPE).get("12:00 pub / 300x250"))
        .isEqualTo(
            Arrays.asList(
                1L, 1L, 3L, 3.0, 2L, 1L, near(0.5), near(0.5), near(0.5), near(2), near(2), near(2),
                near(2), near(1.5), near(1.5), near(1.5), near(1.5), near(1.5), near(1.5),
                near(1.5), 0.5, 0.5));
    assertThat(traffic.rows(WindowTable.LANDSCAPE).get("12:00 pub / UNKNOWN"))
        .startsWith(1L, 0L, 0L, 0.0)
        .endsWith((Object) null);
  }

  private static Near near(double price) {
    return new Near(price);
  }

  @Test
  void knowsHowFarARequestCame() {
    sell();

    assertThat(reason()).hasToString("[12:00 pub / RENDERED]");
  }

  @Test
  void knowsWhyARequestEnded() {
    traffic.offer("silent", 0, PLACE);
    traffic.offer("late", 0, PLACE);
    traffic.bids("late", "p", 5_001, null, BID);
    traffic.offer("no bid", 0, PLACE);
    traffic.bids("no bid", "p", 1, 8);
    traffic.bids("no bid", "q", 1, 1);
    traffic.offer("floor", 0, PLACE);
    traffic.bids("floor", "p", 1, null, new Offer("a", "1", 0.99, null));
    traffic.offer("lost", 0, PLACE);
    traffic.bids("lost", "p", 1, null, BID, new Offer("a", "1", 0.99, null));
    traffic.note("lost", "l", 1, new Outcome("loss", "1", "a", NONE, 104));
    traffic.note("lost", "too late", Traffic.HOUR + 1, WIN);
    traffic.offer("won", 0, PLACE);
    traffic.bids("won", "p", 1, null, BID);
    traffic.note("won", "w", 1, WIN);
    traffic.impression("won", "i", "p", 2, Outcome.ofImpression("1", "a", 1.5));
    traffic.offer("billed", 0, PLACE);
    traffic.note("billed", "b", 1, BILLING);
    traffic.rejectedRequest("rejected", 0);

    assertThat(traffic.rows(WindowTable.LEAKAGE).toString())
        .isEqualTo(
            "{12:00 pub / BELOW_FLOOR=[1], 12:00 pub / BILLED_NOT_RENDERED=[1],"
                + " 12:00 pub / LOST: SEAT_BLOCKED=[1], 12:00 pub / NO_BID: TECHNICAL_ERROR=[1],"
                + " 12:00 pub / NO_RESPONSE=[2], 12:00 pub / WON_NOT_BILLED=[1]}");
  }

  @Test
  void countsWhatIsServedInItsMinute() {
    sell();
    traffic.click("r", "later", "i", 60_000);
    traffic.impression("r", "of nobody", "other", 61_000, Outcome.ofImpression("1", "a", NONE));

    assertThat(traffic.rows(WindowTable.SERVING).toString())
        .isEqualTo(
            "{12:00 c1 / pub=[1, 1, 0.0015, 1.0], 12:01 UNKNOWN / UNKNOWN=[1, 0, 0.0, 0.0],"
                + " 12:01 c1 / pub=[0, 1, 0.0, null]}");
  }

  @Test
  void matchesWinsBillingsAndRenderings() {
    sell();
    traffic.note("r", "again", 950, BILLING);
    traffic.note("r", "w2", 100, new Outcome("win", "2", "a", 1.0, null));
    traffic.note("r", "b2", 100, new Outcome("billing", "2", "a", 1.25, null));

    assertThat(traffic.rows(WindowTable.RECONCILIATION).toString())
        .isEqualTo("{12:00 a=[2, 2, 1, 1, 0, 0, 1, 1, 1, 2.5E-4]}");
    long first = (Traffic.NOON + 100) * 1000;
    assertThat(traffic.rows(WindowTable.GAPS))
        .containsOnlyKeys("12:00 r / 2 / a / " + first)
        .containsValue(Arrays.asList("RENDERING", first, first, null, 1.0));
  }

  @Test
  void beginsAnewAfterTheBound() {
    traffic.note("r", "w", 0, WIN);
    traffic.note("r", "b", Traffic.HOUR + 1, BILLING);

    assertThat(traffic.rows(WindowTable.GAPS).values())
        .extracting(row -> row.get(0))
        .containsExactly("BILLING RENDERING", "WIN RENDERING");
  }

  @Test
  void missesNoStepThatIsNotReconciled() {
    WindowRules withoutWins =
        WindowRules.read(
            Settings.of(List.of("--auction.reconcile", "billing,rendering"), Map.of()));
    traffic.note("r", "w", 0, WIN);
    traffic.note("r", "b", 900, BILLING);
    traffic.note("s", "w", 0, WIN);
    traffic.note("t", "b", 900, BILLING);
    traffic.impression("r", "i", "p", 900, Outcome.ofImpression("1", "a", 1.5));

    assertThat(traffic.rows(WindowTable.RECONCILIATION, withoutWins).toString())
        .isEqualTo("{12:00 a=[0, 2, 1, 1, 0, 0, 1, 0, 0, 0.0]}");
    assertThat(traffic.rows(WindowTable.GAPS, withoutWins).values())
        .extracting(row -> row.get(0))
        .containsExactly("RENDERING");
  }

  @Test
  void joinsNothingWithoutARequestId() {
    traffic.note("", "w", 0, WIN);
    traffic.impression("", "i", "p", 0, Outcome.ofImpression("1", "a", 1));
    traffic.bids("", "p", 0, null, BID);

    assertThat(traffic.rows(WindowTable.RECONCILIATION)).isEmpty();
    assertThat(traffic.rows(WindowTable.SERVING)).containsOnlyKeys("12:00 UNKNOWN / UNKNOWN");
  }

  @Test
  void countsTheEarlierOfTwoCopies() {
    traffic.offer("r", 0, PLACE);
    traffic.bids("r", "p", 5, null, BID);
    Event earlier = traffic.bids("r", "p", 4, null, new Offer("a", "1", 0.1, null));

    assertThat(earlier.identity()).isNotNull();
    assertThat(reason()).hasToString("[12:00 pub / BELOW_FLOOR]");
  }

  @Test
  void marksWhatALaterRecordMayChange() {
    traffic.offer("r", 0, PLACE);
    traffic.bids("r", "p", 1, null, BID);
    traffic.afterMark().note("r", "w", 2, WIN);
    traffic.afterMark().impression("r", "i", "p", 3, Outcome.ofImpression("1", "a", 1.5));

    assertThat(traffic.inFlight(WindowTable.LEAKAGE))
        .contains("12:00 pub / LOST", "12:00 pub / WON_NOT_BILLED", "12:00 pub / RENDERED");
    assertThat(traffic.inFlight(WindowTable.LANDSCAPE)).containsExactly("12:00 pub / 300x250");
    assertThat(traffic.inFlight(WindowTable.RECONCILIATION)).containsExactly("12:00 a");
    assertThat(traffic.inFlight(WindowTable.GAPS)).hasSize(2);
    assertThat(traffic.inFlight(WindowTable.SERVING)).contains("12:00 c1 / pub");
  }

  @Test
  void acceptsPricesWithinOnePercent() {
    assertThat(List.of(0.99, 1.0, 1.01)).allMatch(near(1)::accepts);
    assertThat(List.of(0.989, 1.011, 0.0)).noneMatch(near(1)::accepts);
    assertThat(near(0.00009).accepts(0)).isTrue();
    assertThat(near(0).accepts(0)).isTrue();
    assertThat(near(0.0001).accepts(0)).isFalse();
  }
}
