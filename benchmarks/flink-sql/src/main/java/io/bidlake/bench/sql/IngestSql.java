package io.bidlake.bench.sql;

import io.bidlake.bench.sql.SqlProgram.Scripts;
import io.bidlake.settings.Settings;
import java.util.List;

/** Copies the topics to the lake in Flink SQL, with one statement set. */
public final class IngestSql {

  private static final SqlScript INSERT_REQUESTS_AND_RESPONSES =
      new SqlScript("ingest/insert-requests-and-responses.sql");
  private static final SqlScript INSERT_NOTICES = new SqlScript("ingest/insert-notices.sql");

  private IngestSql() {}

  /** The topics to copy. */
  enum Workload {
    /** Bid requests, bid responses, impressions and clicks. */
    EVENTS,
    /** Impressions and clicks. */
    NOTICES;

    static Workload read(Settings settings) {
      return settings.choice("workload", EVENTS, "events (all topics) or notices (the flat ones)");
    }

    Scripts scripts(RequestFormat requests) {
      return new Scripts(
          List.of(
              new SqlScript(requests.source),
              new SqlScript("ingest/sources.sql"),
              new SqlScript("judged-requests.sql"),
              new SqlScript("ingest/placements.sql")),
          switch (this) {
            case EVENTS -> List.of(INSERT_REQUESTS_AND_RESPONSES, INSERT_NOTICES);
            case NOTICES -> List.of(INSERT_NOTICES);
          });
    }
  }

  /** The format of the bid requests. */
  enum RequestFormat {
    AVRO("ingest/avro-requests.sql"),
    OPENRTB_JSON("ingest/json-requests.sql");

    private final String source;

    RequestFormat(String script) {
      this.source = script;
    }

    static RequestFormat read(Settings settings) {
      return settings.choice("topic.bid-requests.format", AVRO, "avro or openrtb-json");
    }
  }

  public static void main(String[] args) {
    SqlProgram.run(
        args,
        pipeline ->
            Workload.read(pipeline.settings()).scripts(RequestFormat.read(pipeline.settings())));
  }
}
