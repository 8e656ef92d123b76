package io.bidlake.verify.windows;

import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.RequestGroup;
import io.bidlake.verify.events.Slice;
import io.bidlake.verify.events.UncountedEvent;
import io.bidlake.verify.report.WindowsResult.UncountedCount;
import io.bidlake.verify.truth.Candidates;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.Uncounted;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/** Counts what Kafka's events come to, and checks whether {@code late_events} is true. */
final class CountWindows {

  private final WindowRules rules;
  private final List<Cells> tables = WindowTable.ALL.stream().map(Cells::new).toList();
  private final UncountedAudit audit;
  private final UnlistedEvents unlisted;

  /**
   * @param reach how far event time has come for the job of a table
   */
  CountWindows(WindowRules rules, Faults faults, Function<WindowTable, OptionalLong> reach) {
    this.rules = rules;
    this.audit = new UncountedAudit(rules, faults);
    this.unlisted = new UnlistedEvents(rules, faults, reach);
  }

  void add(Slice slice) {
    Uncounted uncounted = new Uncounted(slice.uncounted());
    Map<UncountedAudit.Place, List<UncountedEvent>> byRecord = audit.byRecord(slice.uncounted());
    for (RequestGroup group : slice.groups()) {
      Map<String, Function<Event, Reason>> whyNot = new HashMap<>();
      for (Cells cells : tables) {
        WindowTable table = cells.table();
        Candidates events = new Candidates(table, group, uncounted);
        whyNot.put(table.name(), table.truth().count(events, rules, cells));
        unlisted.check(events, whyNot.get(table.name()));
      }
      audit.check(group, whyNot, byRecord);
    }
    audit.checkLeft(byRecord);
  }

  /** The rows that the tables should have. */
  List<Cells> tables() {
    return tables;
  }

  /** How many rows {@code late_events} has, by table and reason. */
  List<UncountedCount> uncounted() {
    return audit.counts();
  }
}
