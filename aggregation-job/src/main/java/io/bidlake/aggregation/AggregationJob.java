package io.bidlake.aggregation;

import io.bidlake.domain.CurrencyRates;
import io.bidlake.domain.reference.Reference;
import io.bidlake.model.Topics;
import io.bidlake.runtime.JobStart;
import io.bidlake.runtime.kafka.KafkaSources;
import io.bidlake.runtime.lake.IcebergSinks;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.tables.Tables;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The aggregation job: counts impressions and revenue by country and by bidder. */
public final class AggregationJob {

  static final String NAME = "bidlake-aggregation";

  private AggregationJob() {}

  public static void main(String[] args) throws Exception {
    JobStart.run(NAME, args, AggregationSettings::read, AggregationJob::build);
  }

  static void build(StreamExecutionEnvironment env, AggregationSettings settings) throws Exception {
    try (Lake lake = new Lake(settings.catalog())) {
      Reference<CurrencyRates> rates =
          settings.rates().on(lake.files(Tables.HOURLY_IMPRESSIONS_BY_GEO));
      rates.open();
      KafkaSources kafka = new KafkaSources(env, settings.kafka());
      DataStream<AggregationEvent> requests =
          kafka.events(
              Topics.BID_REQUESTS,
              settings.formats(),
              settings.eventTime(),
              AggregationEvent.TYPE,
              AggregationEvents::ofRequest);
      DataStream<AggregationEvent> impressions =
          kafka.events(
              Topics.IMPRESSIONS,
              settings.formats(),
              settings.eventTime(),
              AggregationEvent.TYPE,
              new AggregationEvents.OfImpressions(rates));
      AggregationTopology topology =
          new AggregationTopology(
              settings.requestWithin(), settings.eventTime().allowedLateness(), lake::rows);
      AggregationTopology.Outputs outputs = topology.connect(requests, impressions);

      IcebergSinks sinks = new IcebergSinks(lake);
      sinks.apply(outputs.hourlyImpressionsChanges(), Tables.HOURLY_IMPRESSIONS_BY_GEO);
      sinks.apply(outputs.rollingMetricsChanges(), Tables.ROLLING_METRICS_BY_BIDDER);
      sinks.append(outputs.lateEvents(), Tables.LATE_EVENTS);
    }
  }
}
