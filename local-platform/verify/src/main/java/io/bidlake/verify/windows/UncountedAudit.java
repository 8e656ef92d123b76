package io.bidlake.verify.windows;

import io.bidlake.verify.report.LateEvents;
import io.bidlake.verify.report.WindowDifference;
import io.bidlake.verify.rows.Layout;
import io.bidlake.verify.rows.Micros;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Looks whether each row of {@code late_events} is true. */
final class UncountedAudit {

  private final Faults faults;
  private final UncountedReasons reasons;
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();

  UncountedAudit(WindowRules rules, Faults faults) {
    this.faults = faults;
    this.reasons = new UncountedReasons(rules);
  }

  /** Judges the rows about one request; {@code funnel} is what its funnel counts. */
  void check(RequestGroup group, CountedFunnel funnel, Map<Position, List<UncountedRow>> rows) {
    group
        .events()
        .forEach(
            event -> {
              List<UncountedRow> about = rows.remove(event.head().position());
              if (about != null) {
                about.forEach(row -> check(row, event, group, funnel));
              }
            });
  }

  /** Counts the rows, finds repeated ones and sorts them by record. */
  Map<Position, List<UncountedRow>> byRecord(List<UncountedRow> rows) {
    Map<Position, List<UncountedRow>> byRecord = new HashMap<>();
    Set<List<Object>> seen = new HashSet<>();
    for (UncountedRow row : rows) {
      counts
          .computeIfAbsent(row.table(), table -> new TreeMap<>())
          .merge(row.reason(), 1L, Long::sum);
      if (seen.add(List.of(row.table(), row.position()))) {
        byRecord.computeIfAbsent(row.position(), position -> new ArrayList<>()).add(row);
      } else {
        report(row, "row", "one for " + row.table(), "another one");
      }
    }
    return byRecord;
  }

  /** Reports what is left after all requests: rows about records that are not there. */
  void checkLeft(Map<Position, List<UncountedRow>> rows) {
    rows.values()
        .forEach(
            about ->
                about.forEach(
                    row ->
                        report(
                            row,
                            "row",
                            "a record of request '%s' there".formatted(row.requestId()),
                            "none")));
  }

  List<LateEvents> counts() {
    List<LateEvents> all = new ArrayList<>();
    counts.forEach(
        (table, byReason) ->
            byReason.forEach((reason, rows) -> all.add(new LateEvents(table, reason, rows))));
    return all;
  }

  private void check(UncountedRow row, Event event, RequestGroup group, CountedFunnel funnel) {
    if (!row.id().equals(event.head().id())) {
      report(row, "event_id", event.head().id(), row.id());
    }
    if (row.timeMicros() != Micros.ofMillis(event.head().time())) {
      report(
          row,
          "event_timestamp",
          Instant.ofEpochMilli(event.head().time()).toString(),
          time(row).toString());
    }
    reasons
        .objection(row, event, group, funnel)
        .ifPresent(objection -> report(row, "reason", objection, row.reason()));
    reasons
        .leastLateness(row)
        .ifPresent(
            least ->
                report(row, "lateness_ms", "at least " + least, String.valueOf(row.lateness())));
  }

  private void report(UncountedRow row, String column, String expected, String actual) {
    faults.add(
        new WindowDifference(
            Layout.LATE_EVENTS.name(),
            time(row),
            row.position() + " for " + row.table(),
            column,
            expected,
            actual));
  }

  private static Instant time(UncountedRow row) {
    return Instant.EPOCH.plus(row.timeMicros(), ChronoUnit.MICROS);
  }
}
