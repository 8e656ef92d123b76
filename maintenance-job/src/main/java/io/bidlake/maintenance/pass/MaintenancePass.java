package io.bidlake.maintenance.pass;

import io.bidlake.maintenance.report.ReportText;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.maintenance.work.TableSize;
import io.bidlake.runtime.lake.IncompatibleTableException;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.runtime.lake.LakeTables;
import io.bidlake.runtime.lake.RowWriter;
import io.bidlake.runtime.lake.files.NewFiles;
import io.bidlake.tables.MaintenanceEntry;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.TaskWriter;

/**
 * A single pass with everything around it: prints each action, and the size of each table before
 * and after, and appends the actions to {@code maintenance_log}.
 *
 * @param upkeep settings of the tables that exist now
 */
public record MaintenancePass(Lake lake, Upkeep upkeep, PrintStream out) {

  public void run(int threads) throws IOException, InterruptedException, ExecutionException {
    Map<String, TableSize> before = sizes();
    List<MaintenanceEntry> reports = new ArrayList<>();
    try (LakeTables tables = lake.tables()) {
      tables.open();
      new SinglePass(upkeep, tables, reports).run(threads);
    } finally {
      out.println(actions(reports));
      if (upkeep.mode() == Mode.ONCE) {
        log(reports);
      }
    }
    if (upkeep.mode() == Mode.ONCE) {
      out.println(tables(before, sizes()));
    }
  }

  private void log(List<MaintenanceEntry> reports) throws IOException {
    Table table = lake.open(Tables.MAINTENANCE_LOG);
    if (reports.isEmpty()) {
      return;
    }
    RowWriter<MaintenanceEntry> row = lake.rows(Tables.MAINTENANCE_LOG).writer();
    try (TaskWriter<RowData> writer =
        NewFiles.writer(table, TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT)) {
      for (MaintenanceEntry report : reports) {
        writer.write(row.write(report));
      }
      AppendFiles append = table.newAppend();
      Arrays.stream(writer.complete().dataFiles()).forEach(append::appendFile);
      append.commit();
    }
  }

  private Map<String, TableSize> sizes() {
    Map<String, TableSize> sizes = new LinkedHashMap<>();
    for (String name : upkeep.tables().keySet()) {
      find(name).ifPresent(table -> sizes.put(name, TableSize.of(table)));
    }
    return sizes;
  }

  private Optional<Table> find(String name) {
    try {
      return lake.find(name);
    } catch (IncompatibleTableException e) {
      // The pass reports that it leaves it out.
      return Optional.empty();
    }
  }

  private static String actions(List<MaintenanceEntry> reports) {
    if (reports.isEmpty()) {
      return "Nothing to do.";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("table", "action", "outcome", "what"));
    reports.forEach(report -> rows.add(ReportText.cells(report)));
    return ReportText.columns(rows);
  }

  private static String tables(Map<String, TableSize> before, Map<String, TableSize> after) {
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
