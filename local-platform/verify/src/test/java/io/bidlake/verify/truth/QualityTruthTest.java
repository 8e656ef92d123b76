package io.bidlake.verify.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Outcome;
import io.bidlake.verify.layout.DeadLetterReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What hourly_event_quality must contain. */
class QualityTruthTest {

  private static final Outcome WIN = new Outcome("win", "1", "a", 1.5, null);

  private final Traffic traffic = new Traffic();

  /** The columns of a row that are not 0 and not null. */
  private Map<String, Object> row(String name) {
    List<Object> values = traffic.rows(WindowTable.QUALITY).get(name);
    Map<String, Object> columns = new LinkedHashMap<>();
    for (int i = 0; values != null && i < values.size(); i++) {
      Object value = values.get(i);
      if (value != null && !value.toString().equals("0") && !value.toString().equals("0.0")) {
        columns.put(WindowTable.QUALITY.columnNames().get(i), value);
      }
    }
    return columns;
  }

  @Test
  void countsCopiesInTheirOwnHoursAndTheEarliestAsDistinct() {
    traffic.receivedAfter(20).click("r", "k", "i", Traffic.HOUR);
    traffic.receivedAfter(40).click("r", "k", "i", Traffic.HOUR - 1);
    traffic.receivedAfter(40).click("r", "k", "i", Traffic.HOUR - 1);

    assertThat(row("12:00 clicks"))
        .isEqualTo(
            Map.of(
                "events", 2L,
                "distinct_events", 1L,
                "duplicates", 1L,
                "duplicate_rate", 0.5,
                "orphans", 1L,
                "delay_ms_p50", new Near(40),
                "delay_ms_p99", new Near(40)));
    assertThat(row("13:00 clicks"))
        .isEqualTo(
            Map.of(
                "events",
                1L,
                "duplicates",
                1L,
                "duplicate_rate",
                1.0,
                "delay_ms_p50",
                new Near(20),
                "delay_ms_p99",
                new Near(20)));
  }

  @Test
  void knowsWhoseRequestDidNotCome() {
    traffic.bids("r", "p", 5_000, null, new Offer("a", "1", 2.0, "c"));
    traffic.impression("r", "i", "p", 15_000, Outcome.ofImpression("1", "a", 1.5));
    traffic.click("r", "k", "i", 75_000);
    traffic.note("r", "w", Traffic.HOUR, WIN);

    assertThat(row("12:00 bid-responses")).containsEntry("orphans", 1L);
    assertThat(row("12:00 impressions")).containsEntry("orphans", 1L);
    assertThat(row("12:00 clicks")).containsEntry("orphans", 1L);
    assertThat(row("13:00 notices")).containsEntry("orphans", 1L);

    traffic.rejectedRequest("r", 0);

    assertThat(traffic.rows(WindowTable.QUALITY).keySet())
        .allSatisfy(name -> assertThat(row(name)).doesNotContainKey("orphans"));
    assertThat(row("12:00 bid-requests"))
        .containsEntry("rejected_requests", 1L)
        .containsEntry("rejected_test_traffic", 1L);
  }

  @Test
  void takesForAnOrphanWhatIsBeyondTheBound() {
    traffic.request("r", 0);
    traffic.bids("r", "p", 5_001, null);
    traffic.note("r", "w", Traffic.HOUR + 1, WIN);
    traffic.note("r", "early", -1, WIN);

    assertThat(row("12:00 bid-responses")).containsEntry("orphans", 1L);
    assertThat(row("13:00 notices")).containsEntry("orphans", 1L);
    assertThat(row("11:00 notices")).containsEntry("orphans", 1L);
    assertThat(row("12:00 bid-requests")).doesNotContainKey("orphans");
  }

  @Test
  void knowsCopiesWithoutARequestIdOfImpressionsAndClicksOnly() {
    for (int i = 0; i < 2; i++) {
      traffic.rejectedRequest("", 0);
      traffic.bids("", "p", 0, null);
      traffic.impression("", "i", "p", 0);
      traffic.click("", "k", "i", 0);
      traffic.note("", "w", 0, WIN);
    }

    assertThat(row("12:00 bid-requests"))
        .containsEntry("distinct_events", 2L)
        .doesNotContainKey("orphans");
    assertThat(row("12:00 bid-responses")).containsEntry("orphans", 2L);
    assertThat(row("12:00 impressions"))
        .containsEntry("distinct_events", 1L)
        .containsEntry("events", 2L)
        .containsEntry("orphans", 1L);
    assertThat(row("12:00 clicks")).containsEntry("orphans", 1L);
    assertThat(row("12:00 notices")).containsEntry("orphans", 2L);
  }

  @Test
  void takesTheDelayOfAClockThatIsAheadFor0() {
    traffic.receivedAfter(-1).request("r", 0);
    traffic.receivedAfter(-1).request("q", 0);
    traffic.receivedAfter(20_000_000_000L).request("s", 0);

    assertThat(row("12:00 bid-requests"))
        .containsEntry("ahead_of_time", 2L)
        .containsEntry("delay_ms_p50", new Near(0))
        .containsEntry("delay_ms_p99", new Near(10_000_000_000.0));
  }

  @Test
  void countsALateEventInTheHourThatTheJobHadReached() {
    Event late = traffic.click("r", "k", "i", 0);
    traffic.click("r", "other", "i", 0);
    traffic.uncounted(WindowTable.QUALITY, late, "LATE", 3 * Traffic.HOUR - 1);
    traffic.uncounted(WindowTable.QUALITY, traffic.click("r", "ahead", "i", 0), "AHEAD", null);
    traffic.uncounted(WindowTable.QUALITY, traffic.click("r", "much", "i", 0), "CROWDED", null);

    assertThat(row("12:00 clicks")).containsEntry("events", 1L).doesNotContainKey("late_events");
    assertThat(row("14:00 clicks")).isEqualTo(Map.of("late_events", 1L));
  }

  @Test
  void doesNotInsistOnTheReasonOfALetterThatCanBeReadByNow() {
    Cell cell = new Cells(WindowTable.QUALITY).at(Traffic.NOON, "clicks").get(0);
    QualityTruth.deadLetters(DeadLetterReason.MALFORMED, 2, cell);
    QualityTruth.deadLetters(null, 1, cell);
    Expected malformed = (Expected) column("dead_letters_malformed", cell);
    Expected unknown = (Expected) column("dead_letters_unknown_schema", cell);

    assertThat(column("dead_letters", cell)).isEqualTo(3L);
    assertThat(accepted(malformed)).containsExactly(2L, 3L);
    assertThat(accepted(unknown)).containsExactly(0L, 1L);
    assertThat(malformed).hasToString("2 to 3");
  }

  private static Object column(String name, Cell cell) {
    return WindowTable.QUALITY.valuesOf(cell).get(WindowTable.QUALITY.columnNames().indexOf(name));
  }

  private static List<Long> accepted(Expected expected) {
    Expected.Row row = new Expected.Row(name -> null, Expected.Row.COMPLETE);
    return List.of(0L, 1L, 2L, 3L, 4L).stream()
        .filter(number -> expected.accepts(number, row))
        .toList();
  }

  @Test
  void marksTheRowsThatEventsAfterTheMarkMayChange() {
    traffic.bids("r", "p", -1, null);
    traffic.request("s", 0);
    traffic.afterMark().request("r", Traffic.HOUR);
    traffic.click("", "k", "i", 0);
    traffic.afterMark().click("", "l", "i", Traffic.HOUR);
    Event late = traffic.afterMark().click("", "m", "i", 2 * Traffic.HOUR);
    traffic.uncounted(WindowTable.QUALITY, late, "LATE", Traffic.HOUR);

    assertThat(traffic.inFlight(WindowTable.QUALITY))
        .containsExactly(
            "11:00 bid-responses",
            "13:00 bid-requests",
            "13:00 clicks",
            "14:00 clicks",
            "15:00 clicks");
  }
}
