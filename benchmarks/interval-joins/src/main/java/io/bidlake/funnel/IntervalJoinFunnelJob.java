package io.bidlake.funnel;

import io.bidlake.model.Tables;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.EventReader;
import io.bidlake.runtime.IcebergSinks;
import io.bidlake.runtime.JobStart;
import io.bidlake.runtime.KafkaSources;
import io.bidlake.runtime.Lake;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;

/**
 * The funnel job with Flink's interval joins in place of its own operator: sources, settings and
 * sink are the same, and each event counts once.
 */
public final class IntervalJoinFunnelJob {

  static final String NAME = "bench-interval-joins";

  private IntervalJoinFunnelJob() {}

  public static void main(String[] args) throws Exception {
    JobStart.run(NAME, args, FunnelSettings::read, IntervalJoinFunnelJob::build);
  }

  static void build(StreamExecutionEnvironment env, FunnelSettings settings) throws Exception {
    try (Lake lake = new Lake(settings.catalog())) {
      DataStream<RowData> changes =
          new IntervalJoinFunnel(settings.bounds())
              .connect(
                  events(env, settings, Topics.BID_REQUESTS, new FunnelEvents.OfRequests()),
                  events(env, settings, Topics.BID_RESPONSES, FunnelEvents::ofResponse),
                  events(env, settings, Topics.IMPRESSIONS, FunnelEvents::ofImpression),
                  events(env, settings, Topics.CLICKS, FunnelEvents::ofClick),
                  lake.rows(Tables.HOURLY_FUNNEL_BY_PUBLISHER));
      new IcebergSinks(lake).apply(changes, Tables.HOURLY_FUNNEL_BY_PUBLISHER);
    }
  }

  private static <T extends SpecificRecord> DataStream<FunnelEvent> events(
      StreamExecutionEnvironment env,
      FunnelSettings settings,
      Topic<T> topic,
      EventReader<T, FunnelEvent> reader) {
    DataStream<FunnelEvent> events =
        new KafkaSources(env, settings.kafka())
            .events(topic, settings.registry(), settings.eventTime(), FunnelEvent.TYPE, reader);
    return DropDuplicates.of(events, settings.bounds().total());
  }
}
