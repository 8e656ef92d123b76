package io.bidlake.verify.windows;

import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.RequestGroup;
import io.bidlake.verify.events.UncountedEvent;
import io.bidlake.verify.truth.Candidates;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.Known;
import io.bidlake.verify.truth.QualityTruth;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Counts Kafka's events for the windowed tables, and checks {@code late_events}.
 *
 * @param tables the expected rows of the tables
 * @param audit checks the rows of {@code late_events}
 * @param unlisted finds the events without such a row
 */
record CountWindows(
    WindowRules rules, List<Cells> tables, UncountedAudit audit, UnlistedEvents unlisted) {

  /**
   * Begins without events.
   *
   * @param reach returns the event time that the job of a table has reached
   * @param known the part of Kafka that is read
   */
  CountWindows(
      WindowRules rules,
      Faults faults,
      Function<WindowTable, Optional<Reached>> reach,
      Known known) {
    this(
        rules,
        WindowTable.ALL.stream().map(Cells::new).toList(),
        new UncountedAudit(rules, faults, known),
        new UnlistedEvents(faults, reach, known));
  }

  void add(RequestGroup group) {
    Map<String, Function<Event, Reason>> whyNot = new HashMap<>();
    for (Cells cells : tables) {
      WindowTable table = cells.table();
      Candidates events = new Candidates(table, group, rules);
      whyNot.put(table.name(), table.truth().count(events, cells));
      unlisted.check(events, whyNot.get(table.name()));
    }
    audit.check(group, whyNot);
  }

  void add(DeadLetters letters) {
    letters.count(quality(), audit);
  }

  /** Counts a late event of which nothing else is known. */
  void addLate(UncountedEvent row) {
    row.lateAt()
        .ifPresent(time -> QualityTruth.late(time, row.position().topic(), true, quality()));
  }

  private Cells quality() {
    return tables.get(WindowTable.ALL.indexOf(WindowTable.QUALITY));
  }
}
