package io.bidlake.bench.sql;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;

/** Runs scripts of SQL as one job, as the SQL client would. */
final class SqlProgram {

  static final String NAME = "bench-flink-sql";

  private static final SqlScript LAKE = new SqlScript("lake.sql");

  private SqlProgram() {}

  /**
   * The scripts of a job.
   *
   * @param definitions tables and views, in their order
   * @param inserts what is written, all by one job
   */
  record Scripts(List<SqlScript> definitions, List<SqlScript> inserts) {}

  /**
   * Submits a job.
   *
   * @param scripts reads the settings that only this job has, and names its scripts
   * @throws ProgramParametrizationException with a text for the user if the settings are at fault
   */
  static void run(String[] args, Function<Pipeline, Scripts> scripts) {
    Settings settings = Settings.of(List.of(args), System.getenv());
    Pipeline pipeline = new Pipeline(settings, SqlSettings.read(NAME, settings));
    Scripts job = scripts.apply(pipeline);
    try {
      settings.check();
    } catch (InvalidSettings e) {
      throw new ProgramParametrizationException("%s: %s".formatted(NAME, e.getMessage()));
    }
    statements(pipeline.common(), job).execute();
  }

  /** What is read so far. */
  record Pipeline(Settings settings, SqlSettings common) {}

  /** All that a job writes, planned but not run. */
  static StatementSet statements(SqlSettings settings, Scripts job) {
    TableEnvironment tables =
        TableEnvironment.create(
            EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(settings.flink())
                .build());
    LAKE.statements(settings.values()).forEach(tables::executeSql);
    for (SqlScript script : job.definitions()) {
      script.statements(settings.values()).forEach(tables::executeSql);
    }
    StatementSet inserts = tables.createStatementSet();
    for (SqlScript script : job.inserts()) {
      script.statements(settings.values()).forEach(inserts::addInsertSql);
    }
    return inserts;
  }
}
