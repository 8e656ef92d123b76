package io.bidlake.verify.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.PossibleTimes;
import io.bidlake.model.Topics;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.UncountedEvent;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.truth.Cell;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.Known;
import io.bidlake.verify.truth.Traffic;
import io.bidlake.verify.truth.WindowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which dead letters hourly_event_quality must count, and where. */
class DeadLettersTest {

  private static final WindowTable TABLE = WindowTable.QUALITY;

  private final DeadLetters letters = new DeadLetters(new TimeLimits(PossibleTimes.DEFAULTS));
  private final Cells cells = new Cells(TABLE);
  private final Faults faults = new Faults();

  private static KafkaEntry click(long offset, long time, boolean stamped, boolean settled) {
    return new KafkaEntry(
        Topics.CLICKS, "k", 3, offset, Traffic.NOON + time, stamped, null, settled, Set.of());
  }

  private static UncountedEvent row(String id, long offset, String reason, Long lateness) {
    Position position = new Position("clicks", 3, offset);
    return new UncountedEvent(
        TABLE.name(), reason, position, id, "", Micros.ofMillis(Traffic.NOON), lateness);
  }

  private List<String> faults() {
    letters.count(cells, new UncountedAudit(Traffic.RULES, faults, Known.ALL));
    return faults.first().stream().map(fault -> fault.column() + ": " + fault.actual()).toList();
  }

  /** Returns a column at an hour after noon, as text. */
  private String column(String name, int hour) {
    Cell cell = cells.at(Traffic.NOON + hour * Traffic.HOUR, "clicks").get(0);
    return String.valueOf(TABLE.valuesOf(cell).get(TABLE.columnNames().indexOf(name)));
  }

  @Test
  void countsThemInTheHourOfTheirReceiptByReason() {
    letters.add(click(1, 0, true, true), 0, DeadLetterReason.EMPTY);
    letters.add(click(2, Traffic.HOUR - 1, true, true), 1, DeadLetterReason.MALFORMED);
    letters.add(click(2, Traffic.HOUR - 1, true, true), 2, DeadLetterReason.MALFORMED);
    letters.add(click(3, Traffic.HOUR, true, true), 0, DeadLetterReason.MALFORMED);

    assertThat(faults()).isEmpty();
    assertThat(column("dead_letters", 0)).isEqualTo("3");
    assertThat(column("dead_letters_empty", 0)).isEqualTo("1");
    assertThat(column("dead_letters_malformed", 0)).isEqualTo("2");
    assertThat(column("dead_letters_malformed", 1)).isEqualTo("1");
    assertThat(column("late_events", 0)).isEqualTo("0");
  }

  @Test
  void countsOneThatWasLateInTheHourThatTheJobHadReached() {
    letters.add(row("3@1", 1, "LATE", 5 * Traffic.HOUR));
    letters.add(click(1, 0, true, true), 0, DeadLetterReason.EMPTY);

    assertThat(faults()).isEmpty();
    assertThat(column("dead_letters", 0)).isEqualTo("0");
    assertThat(column("late_events", 5)).isEqualTo("1");
    assertThat(letters.others()).isEmpty();
  }

  @Test
  void tellsTheDocumentsOfARecordApart() {
    letters.add(row("3@1#2", 1, "LATE", Traffic.HOUR));
    letters.add(click(1, 0, true, true), 1, DeadLetterReason.MALFORMED);
    letters.add(click(1, 0, true, true), 2, DeadLetterReason.MALFORMED);

    assertThat(faults()).isEmpty();
    assertThat(column("dead_letters", 0)).isEqualTo("1");
    assertThat(column("late_events", 1)).isEqualTo("1");
  }

  @Test
  void believesThatTheTimeOfASenderWasAhead() {
    letters.add(row("3@1", 1, "AHEAD", null));
    letters.add(click(1, 0, false, true), 0, DeadLetterReason.EMPTY);

    assertThat(faults()).isEmpty();
    assertThat(column("dead_letters", 0)).isEqualTo("0");
  }

  @Test
  void findsRowsThatAreWrong() {
    letters.add(row("3@1", 1, "AHEAD", null));
    letters.add(click(1, 0, true, true), 0, DeadLetterReason.EMPTY);
    letters.add(row("3@2", 2, "LATE", Traffic.HOUR - 1));
    letters.add(click(2, 0, true, true), 0, DeadLetterReason.EMPTY);
    letters.add(row("3@3", 3, "LATE", Traffic.HOUR));
    letters.add(click(3, 1, true, true), 0, DeadLetterReason.EMPTY);

    assertThat(faults())
        .containsExactlyInAnyOrder(
            "reason: AHEAD", "lateness_ms: 3599999", "event_timestamp: 2026-02-03T12:00:00Z");
  }

  @Test
  void leavesRowsAboutNoDeadLetterToOthers() {
    UncountedEvent once = row("3@1", 1, "LATE", Traffic.HOUR);
    letters.add(once);
    letters.add(once);
    UncountedEvent other = row("3@2", 2, "LATE", Traffic.HOUR);
    letters.add(other);
    letters.add(click(1, 0, true, true), 0, DeadLetterReason.EMPTY);

    assertThat(letters.others()).containsExactlyInAnyOrder(once, other);
  }

  @Test
  void knowsARowAboutADeadLetterByItsId() {
    assertThat(DeadLetters.isAbout(row("3@1", 1, "LATE", 0L))).isTrue();
    assertThat(DeadLetters.isAbout(row("3@1#7", 1, "LATE", 0L))).isTrue();
    assertThat(DeadLetters.isAbout(row("3@11", 1, "LATE", 0L))).isFalse();
    assertThat(DeadLetters.isAbout(row("", 1, "LATE", 0L))).isFalse();
  }

  @Test
  void marksTheRowsThatLettersAfterTheMarkMayChange() {
    letters.add(row("3@2", 2, "LATE", 2 * Traffic.HOUR));
    letters.add(click(1, Traffic.HOUR, true, false), 0, DeadLetterReason.EMPTY);
    letters.add(click(2, 0, true, false), 0, DeadLetterReason.EMPTY);
    letters.add(click(3, 3 * Traffic.HOUR, true, true), 0, DeadLetterReason.EMPTY);
    faults();

    List<Boolean> inFlight = new ArrayList<>();
    for (int hour = 0; hour < 4; hour++) {
      inFlight.add(cells.at(Traffic.NOON + hour * Traffic.HOUR, "clicks").get(0).isInFlight());
    }
    assertThat(inFlight).containsExactly(true, true, true, false);
  }
}
