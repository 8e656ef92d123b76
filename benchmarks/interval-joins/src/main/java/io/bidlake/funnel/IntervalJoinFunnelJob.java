package io.bidlake.funnel;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.JobStart;
import io.bidlake.runtime.kafka.KafkaSources;
import io.bidlake.runtime.lake.IcebergSinks;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.runtime.request.EventReader;
import io.bidlake.tables.Tables;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;

/**
 * The funnel job with Flink's interval joins instead of its own operator. Sources, settings and
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
          new IntervalJoinFunnel(settings.stages())
              .connect(
                  topic -> once(env, settings, topic),
                  lake.rows(Tables.HOURLY_FUNNEL_BY_PUBLISHER));
      new IcebergSinks(lake).apply(changes, Tables.HOURLY_FUNNEL_BY_PUBLISHER);
    }
  }

  private static DataStream<FunnelEvent> once(
      StreamExecutionEnvironment env, FunnelSettings settings, Topic<?> topic) {
    DataStream<FunnelEvent> events =
        topic.parent() == null
            ? events(env, settings, Topics.BID_REQUESTS, new FunnelEvents.OfRequests())
            : eventsBelow(env, settings, topic);
    return DropDuplicates.of(events, settings.stages().total());
  }

  private static <T extends SpecificRecord> DataStream<FunnelEvent> eventsBelow(
      StreamExecutionEnvironment env, FunnelSettings settings, Topic<T> topic) {
    return events(env, settings, topic, FunnelEvents.below(topic));
  }

  private static <T extends SpecificRecord> DataStream<FunnelEvent> events(
      StreamExecutionEnvironment env,
      FunnelSettings settings,
      Topic<T> topic,
      EventReader<T, FunnelEvent> reader) {
    return new KafkaSources(env, settings.kafka())
        .events(topic, settings.formats(), settings.eventTime(), FunnelEvent.TYPE, reader);
  }
}
