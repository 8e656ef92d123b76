package io.bidlake.ingest;

import io.bidlake.model.Tables;
import io.bidlake.model.Topics;
import io.bidlake.runtime.IcebergSinks;
import io.bidlake.runtime.JobStart;
import io.bidlake.runtime.KafkaSources;
import io.bidlake.runtime.Lake;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Copies the four topics into the lake, exactly once. */
public final class IngestJob {

  static final String NAME = "bidlake-ingest";

  private IngestJob() {}

  public static void main(String[] args) throws Exception {
    JobStart.run(NAME, args, IngestSettings::read, IngestJob::build);
  }

  static void build(StreamExecutionEnvironment env, IngestSettings settings) throws Exception {
    try (Lake lake = new Lake(settings.catalog())) {
      KafkaSources kafka = new KafkaSources(env, settings.kafka());
      IngestTopology topology =
          new IngestTopology(settings.registry(), settings.rates(), lake::rows);
      IngestTopology.Outputs rows =
          topology.connect(
              kafka.records(Topics.BID_REQUESTS),
              kafka.records(Topics.BID_RESPONSES),
              kafka.records(Topics.IMPRESSIONS),
              kafka.records(Topics.CLICKS));

      IcebergSinks sinks = new IcebergSinks(lake);
      sinks.append(rows.bidRequests(), Tables.BID_REQUESTS);
      sinks.append(rows.bidRequestsEnriched(), Tables.BID_REQUESTS_ENRICHED);
      sinks.append(rows.bidResponses(), Tables.BID_RESPONSES);
      sinks.append(rows.impressions(), Tables.IMPRESSIONS);
      sinks.append(rows.clicks(), Tables.CLICKS);
      sinks.append(rows.deadLetters(), Tables.DEAD_LETTERS);
    }
  }
}
