package io.bidlake.maintenance;

import io.bidlake.runtime.Lake;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;

/** Shows the one who started a single pass what it did: each action, and each table's size. */
final class PassSummary {

  private final PrintStream out;
  private final Map<String, TableSize> before = new LinkedHashMap<>();

  PassSummary(PrintStream out) {
    this.out = out;
  }

  /** Looks at the tables before the pass. */
  void begin(MaintenanceSettings settings) {
    if (settings.upkeep().mode() != Mode.CONTINUOUS) {
      before.putAll(sizes(settings));
    }
  }

  /** Prints what the pass did. */
  void end(MaintenanceSettings settings, JobExecutionResult result) {
    if (settings.upkeep().mode() == Mode.CONTINUOUS) {
      return;
    }
    List<ActionReport> reports = result.getAccumulatorResult(ReportActions.ACCUMULATOR);
    out.println(actions(reports));
    if (settings.upkeep().mode() == Mode.ONCE) {
      out.println(tables(sizes(settings)));
    }
  }

  private static Map<String, TableSize> sizes(MaintenanceSettings settings) {
    Map<String, TableSize> sizes = new LinkedHashMap<>();
    try (Lake lake = new Lake(settings.catalog())) {
      for (String name : settings.upkeep().tables().keySet()) {
        lake.find(name).ifPresent(table -> sizes.put(name, TableSize.of(table)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sizes;
  }

  private static String actions(List<ActionReport> reports) {
    if (reports == null || reports.isEmpty()) {
      return "Nothing to do.";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("table", "action", "outcome", "what"));
    for (ActionReport report : reports) {
      rows.add(
          List.of(
              report.table(),
              report.action().name(),
              report.outcome().name(),
              ReportText.what(report)));
    }
    return Columns.text(rows);
  }

  private String tables(Map<String, TableSize> after) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("table", "data files", "delete files", "size", "snapshots"));
    after.forEach(
        (name, now) -> {
          TableSize then = before.getOrDefault(name, TableSize.EMPTY);
          rows.add(
              List.of(
                  name,
                  "%,d -> %,d".formatted(then.dataFiles(), now.dataFiles()),
                  "%,d -> %,d".formatted(then.deleteFiles(), now.deleteFiles()),
                  ReportText.size(then.bytes()) + " -> " + ReportText.size(now.bytes()),
                  "%,d -> %,d".formatted(then.snapshots(), now.snapshots())));
        });
    return Columns.text(rows);
  }
}
