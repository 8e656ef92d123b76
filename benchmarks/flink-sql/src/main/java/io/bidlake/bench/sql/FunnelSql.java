package io.bidlake.bench.sql;

import io.bidlake.bench.sql.SqlProgram.Pipeline;
import io.bidlake.bench.sql.SqlProgram.Scripts;
import java.util.List;
import org.apache.flink.table.api.config.ExecutionConfigOptions;

/** Computes the funnel of each publisher's requests in Flink SQL, with interval joins. */
public final class FunnelSql {

  static final Scripts SCRIPTS =
      new Scripts(
          List.of(
              new SqlScript("funnel/sources.sql"),
              new SqlScript("judged-requests.sql"),
              new SqlScript("funnel/funnel.sql"),
              new SqlScript("funnel/hourly.sql")),
          List.of(new SqlScript("funnel/insert.sql")));

  private FunnelSql() {}

  public static void main(String[] args) {
    SqlProgram.run(
        args,
        pipeline -> {
          passOverSilentPartitions(pipeline);
          return SCRIPTS;
        });
  }

  private static void passOverSilentPartitions(Pipeline pipeline) {
    pipeline
        .settings()
        .optionalDuration(
            "event-time.idle-after",
            "A partition that is silent this long no longer holds the others back; default: none")
        .ifPresent(
            silence ->
                pipeline
                    .common()
                    .flink()
                    .set(ExecutionConfigOptions.TABLE_EXEC_SOURCE_IDLE_TIMEOUT, silence));
  }
}
