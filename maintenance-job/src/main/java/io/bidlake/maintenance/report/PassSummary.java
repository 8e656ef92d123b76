package io.bidlake.maintenance.report;

import io.bidlake.maintenance.table.TableSize;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.runtime.lake.IncompatibleTableException;
import io.bidlake.runtime.lake.Lake;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.iceberg.Table;

/**
 * Prints the summary of a single pass: each action, and the size of each table before and after.
 */
public final class PassSummary {

  private final PrintStream out;
  private final Map<String, TableSize> before = new LinkedHashMap<>();

  public PassSummary(PrintStream out) {
    this.out = out;
  }

  /** Records the sizes of the tables before the pass. */
  public void begin(CatalogSettings catalog, Upkeep upkeep) {
    if (upkeep.mode() != Mode.CONTINUOUS) {
      before.putAll(sizes(catalog, upkeep));
    }
  }

  /** Prints the summary after the pass. */
  public void end(CatalogSettings catalog, Upkeep upkeep, JobExecutionResult result) {
    if (upkeep.mode() == Mode.CONTINUOUS) {
      return;
    }
    List<List<String>> actions = result.getAccumulatorResult(ReportActions.ACCUMULATOR);
    out.println(actions(actions));
    if (upkeep.mode() == Mode.ONCE) {
      out.println(tables(sizes(catalog, upkeep)));
    }
  }

  private static Map<String, TableSize> sizes(CatalogSettings catalog, Upkeep upkeep) {
    Map<String, TableSize> sizes = new LinkedHashMap<>();
    try (Lake lake = new Lake(catalog)) {
      for (String name : upkeep.names(lake::tablesIn)) {
        find(name, lake, upkeep).ifPresent(table -> sizes.put(name, TableSize.of(table)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sizes;
  }

  private static Optional<Table> find(String name, Lake lake, Upkeep upkeep) {
    try {
      return lake.find(name);
    } catch (IncompatibleTableException e) {
      if (upkeep.tables().containsKey(name)) {
        throw e;
      }
      // Nobody named this table of a namespace; the pass reports that it leaves it out.
      return Optional.empty();
    }
  }

  private static String actions(List<List<String>> actions) {
    if (actions == null || actions.isEmpty()) {
      return "Nothing to do.";
    }
    List<List<String>> rows = new ArrayList<>(actions);
    rows.add(0, List.of("table", "action", "outcome", "what"));
    return ReportText.columns(rows);
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
    return ReportText.columns(rows);
  }
}
