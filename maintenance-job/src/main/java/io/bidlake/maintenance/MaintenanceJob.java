package io.bidlake.maintenance;

import io.bidlake.maintenance.report.LogRows;
import io.bidlake.maintenance.report.PassSummary;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.runtime.JobStart;
import io.bidlake.runtime.lake.IcebergSinks;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.tables.MaintenanceEntry;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;

/**
 * The maintenance job: compacts tables, expires snapshots and removes unneeded files while writers
 * are running.
 */
public final class MaintenanceJob {

  static final String NAME = "bidlake-maintenance";

  private MaintenanceJob() {}

  public static void main(String[] args) throws Exception {
    PassSummary summary = new PassSummary(System.out);
    JobStart.run(
        NAME,
        args,
        MaintenanceSettings::read,
        MaintenanceJob::name,
        (env, settings) -> {
          build(env, settings);
          summary.begin(settings.catalog(), settings.upkeep());
        },
        (settings, result) -> summary.end(settings.catalog(), settings.upkeep(), result));
  }

  /**
   * Returns the name of the job in Flink. A single pass has a different name, so that it is not
   * mistaken for the continuous job.
   */
  static String name(MaintenanceSettings settings) {
    return settings.upkeep().mode() == Mode.CONTINUOUS ? NAME : NAME + "-pass";
  }

  static void build(StreamExecutionEnvironment env, MaintenanceSettings settings) throws Exception {
    Upkeep all = settings.upkeep();
    try (Lake lake = new Lake(settings.catalog())) {
      refuseUnknown(all.tables().keySet(), lake);
      Upkeep upkeep = all.mode() == Mode.CONTINUOUS ? all : all.listed(lake::tablesIn);
      int tables = all.names(lake::tablesIn).size();
      Ticks ticks =
          upkeep.mode() == Mode.CONTINUOUS
              ? Ticks.every(upkeep.checkEvery(), tables)
              : Ticks.once(tables);
      DataStream<Long> checks =
          env.fromSource(ticks, WatermarkStrategy.noWatermarks(), "check-tables")
              .uid("check-tables")
              .setParallelism(1);
      DataStream<MaintenanceEntry> reports =
          new MaintenanceTopology(upkeep, lake.tables()).connect(checks);
      if (upkeep.mode() != Mode.DRY_RUN) {
        log(reports, new IcebergSinks(lake), lake.rows(Tables.MAINTENANCE_LOG), upkeep.mode());
      }
    }
  }

  /**
   * Rejects unknown tables. A table of Bidlake may be created later; any other name that does not
   * exist is probably a typo.
   */
  private static void refuseUnknown(Set<String> names, Lake lake) {
    Set<String> ours =
        Tables.ALL.stream().map(TableDefinition::name).collect(Collectors.toUnmodifiableSet());
    List<String> problems =
        names.stream()
            .filter(name -> lake.find(name).isEmpty() && !ours.contains(name))
            .map("tables must name tables of the lake, but there is no '%s'"::formatted)
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }

  private static void log(
      DataStream<MaintenanceEntry> reports,
      IcebergSinks sinks,
      TableRows<MaintenanceEntry> rows,
      Mode mode) {
    DataStream<RowData> log =
        reports
            .map(new LogRows(rows))
            .returns(rows.layout().typeInformation())
            .name("log-rows")
            .uid("log-rows")
            .setParallelism(1);
    TableDefinition<?> table = rows.definition();
    if (mode == Mode.CONTINUOUS) {
      sinks.append(log, table);
    } else {
      sinks.appendToTheEnd(log, table);
    }
  }
}
