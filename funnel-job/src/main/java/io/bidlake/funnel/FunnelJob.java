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

/** Counts what becomes of the requests of each publisher, hour by hour. */
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
        new FunnelTopology(settings.bounds(), settings.eventTime().allowedLateness(), lake::rows);
    FunnelTopology.Outputs outputs =
        topology.connect(
            events(Topics.BID_REQUESTS, new FunnelEvents.OfRequests()),
            events(Topics.BID_RESPONSES, FunnelEvents::ofResponse),
            events(Topics.IMPRESSIONS, FunnelEvents::ofImpression),
            events(Topics.CLICKS, FunnelEvents::ofClick));

    IcebergSinks sinks = new IcebergSinks(lake);
    sinks.apply(outputs.hourlyFunnelChanges(), Tables.HOURLY_FUNNEL_BY_PUBLISHER);
    sinks.append(outputs.lateEvents(), Tables.LATE_EVENTS);
  }

  private <T extends SpecificRecord> DataStream<FunnelEvent> events(
      Topic<T> topic, EventReader<T, FunnelEvent> reader) {
    return kafka.events(topic, settings.registry(), settings.eventTime(), FunnelEvent.TYPE, reader);
  }
}
