package io.bidlake.bench.sql;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;

/** Runs SQL scripts as one job, like the SQL client. */
final class SqlProgram {

  static final String NAME = "bench-flink-sql";

  private static final SqlScript LAKE = new SqlScript("lake.sql");

  private SqlProgram() {}

  /**
   * The scripts of a job.
   *
   * @param definitions the tables and views, in order
   * @param inserts the inserts, all in one job
   */
  record Scripts(List<SqlScript> definitions, List<SqlScript> inserts) {}

  /**
   * Submits a job.
   *
   * @param scripts reads the settings of this job and returns its scripts
   * @throws ProgramParametrizationException with a message for the user if the settings are invalid
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

  /** The settings: the source, and the common ones that have been read. */
  record Pipeline(Settings settings, SqlSettings common) {}

  /** The statement set of a job, which is not executed yet. */
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
