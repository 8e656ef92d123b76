package io.bidlake.maintenance;

import io.bidlake.maintenance.flink.MaintenanceSource;
import io.bidlake.maintenance.flink.ReportActions;
import io.bidlake.maintenance.pass.MaintenancePass;
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
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
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
    JobStart.start(
        NAME,
        args,
        MaintenanceSettings::read,
        settings -> {
          if (settings.upkeep().mode() == Mode.CONTINUOUS) {
            JobStart.execute(NAME, env -> build(env, settings));
          } else {
            pass(settings, System.out);
          }
        });
  }

  /** Makes a single pass in this process. */
  static void pass(MaintenanceSettings settings, PrintStream out) throws Exception {
    try (Lake lake = new Lake(settings.catalog())) {
      refuseUnknown(settings.upkeep().tables().keySet(), lake);
      Upkeep upkeep = settings.upkeep().listed(lake::tablesIn);
      new MaintenancePass(lake, upkeep, out).run(settings.threads());
    }
  }

  /**
   * Builds the graph of the continuous job.
   *
   * <pre>
   *   maintain-tables (n) --> report-actions --> maintenance_log
   * </pre>
   */
  static void build(StreamExecutionEnvironment env, MaintenanceSettings settings) throws Exception {
    if (env.getConfiguration().get(DeploymentOptions.PROGRAM_CONFIG_ENABLED)) {
      // Savepoints of earlier versions hold other operators, and nothing that is not planned anew.
      env.configure(
          new Configuration().set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true));
    }
    try (Lake lake = new Lake(settings.catalog())) {
      refuseUnknown(settings.upkeep().tables().keySet(), lake);
      TableRows<MaintenanceEntry> rows = lake.rows(Tables.MAINTENANCE_LOG);
      DataStream<RowData> log =
          env.fromSource(
                  new MaintenanceSource(settings.upkeep(), lake.tables()),
                  WatermarkStrategy.noWatermarks(),
                  "maintain-tables",
                  TypeInformation.of(MaintenanceEntry.class))
              .uid("maintain-tables")
              .process(new ReportActions(rows), rows.typeInformation())
              .name("report-actions")
              .uid("report-actions")
              .setParallelism(1);
      new IcebergSinks(lake).append(log, rows.definition());
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
}
