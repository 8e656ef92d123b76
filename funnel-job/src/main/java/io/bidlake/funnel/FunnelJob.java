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

/** The funnel job: counts requests, responses, impressions and clicks by hour and publisher. */
public final class FunnelJob {

  static final String NAME = "bidlake-funnel";

  private final KafkaSources kafka;
  private final FunnelSettings settings;

  private FunnelJob(StreamExecutionEnvironment env, FunnelSettings settings) {
    this.kafka = new KafkaSources(env, settings.kafka());
    this.settings = settings;
  }

  public static void main(String[] args) throws Exception {
    JobStart.run(NAME, args, FunnelSettings::read, FunnelJob::build);
  }

  static void build(StreamExecutionEnvironment env, FunnelSettings settings) throws Exception {
    try (Lake lake = new Lake(settings.catalog())) {
      new FunnelJob(env, settings).writeInto(lake);
    }
  }

  private void writeInto(Lake lake) {
    FunnelTopology topology =
        new FunnelTopology(settings.stages(), settings.eventTime().allowedLateness(), lake::rows);
    FunnelTopology.Outputs outputs = topology.connect(eventsOfAllStages());

    IcebergSinks sinks = new IcebergSinks(lake);
    sinks.apply(outputs.hourlyFunnelChanges(), Tables.HOURLY_FUNNEL_BY_PUBLISHER);
    sinks.append(outputs.lateEvents(), Tables.LATE_EVENTS);
  }

  private DataStream<FunnelEvent> eventsOfAllStages() {
    DataStream<FunnelEvent> events = events(Topics.BID_REQUESTS, new FunnelEvents.OfRequests());
    for (Topic<?> topic : settings.stages().topics()) {
      if (topic.parent() != null) {
        events = events.union(eventsBelow(topic));
      }
    }
    return events;
  }

  private <T extends SpecificRecord> DataStream<FunnelEvent> eventsBelow(Topic<T> topic) {
    return events(topic, FunnelEvents.below(topic));
  }

  private <T extends SpecificRecord> DataStream<FunnelEvent> events(
      Topic<T> topic, EventReader<T, FunnelEvent> reader) {
    return kafka.events(topic, settings.formats(), settings.eventTime(), FunnelEvent.TYPE, reader);
  }
}
