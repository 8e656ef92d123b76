package io.bidlake.ingest;

import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.runtime.JobStart;
import io.bidlake.runtime.kafka.KafkaSources;
import io.bidlake.runtime.lake.IcebergSinks;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.tables.Tables;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The ingest job: writes the events of all topics to their tables, exactly once. */
public final class IngestJob {

  static final String NAME = "bidlake-ingest";

  private IngestJob() {}

  public static void main(String[] args) throws Exception {
    JobStart.run(
        NAME, args, IngestSettings::read, (env, settings) -> build(env, settings, Flow::all));
  }

  static void build(
      StreamExecutionEnvironment env,
      IngestSettings settings,
      Function<Enrichments, List<Flow<?, ?>>> flows)
      throws Exception {
    try (Lake lake = new Lake(settings.catalog())) {
      Enrichments enrichments = settings.enrichments().on(lake.files(Tables.BID_REQUESTS_ENRICHED));
      enrichments.open();
      KafkaSources kafka = new KafkaSources(env, settings.kafka());
      IcebergSinks sinks = new IcebergSinks(lake);
      new IngestTopology(
              settings.formats(), settings.possible(), flows.apply(enrichments), lake::rows)
          .connect(kafka::records)
          .forEach((table, rows) -> sinks.append(rows, table));
    }
  }
}
