package io.bidlake.auction;

import io.bidlake.domain.CurrencyRates;
import io.bidlake.domain.reference.Reference;
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

/**
 * The auction job: what inventory sells for, where requests are lost, what is served this minute,
 * and whether wins, bills and impressions agree.
 */
public final class AuctionJob {

  static final String NAME = "bidlake-auction";

  private final KafkaSources kafka;
  private final AuctionSettings settings;

  private AuctionJob(StreamExecutionEnvironment env, AuctionSettings settings) {
    this.kafka = new KafkaSources(env, settings.kafka());
    this.settings = settings;
  }

  public static void main(String[] args) throws Exception {
    JobStart.run(NAME, args, AuctionSettings::read, AuctionJob::build);
  }

  static void build(StreamExecutionEnvironment env, AuctionSettings settings) throws Exception {
    try (Lake lake = new Lake(settings.catalog())) {
      new AuctionJob(env, settings).writeInto(lake);
    }
  }

  private void writeInto(Lake lake) {
    Reference<CurrencyRates> rates = settings.rates().on(lake.files(Tables.HOURLY_BID_LANDSCAPE));
    rates.open();
    AuctionTopology topology =
        new AuctionTopology(settings.bounds(), settings.eventTime().allowedLateness(), lake::rows);
    AuctionTopology.Outputs outputs = topology.connect(events(rates));

    IcebergSinks sinks = new IcebergSinks(lake);
    outputs.changes().forEach((table, changes) -> sinks.apply(changes, table.definition()));
    sinks.append(outputs.lateEvents(), Tables.LATE_EVENTS);
  }

  private DataStream<AuctionEvent> events(Reference<CurrencyRates> rates) {
    return events(Topics.BID_REQUESTS, new AuctionEvents.OfRequests(rates))
        .union(
            events(Topics.BID_RESPONSES, new AuctionEvents.OfResponses(rates)),
            events(Topics.IMPRESSIONS, new AuctionEvents.OfImpressions(rates)),
            events(Topics.CLICKS, AuctionEvents::ofClick),
            events(Topics.NOTICES, new AuctionEvents.OfNotices(rates)));
  }

  private <T extends SpecificRecord> DataStream<AuctionEvent> events(
      Topic<T> topic, EventReader<T, AuctionEvent> reader) {
    return kafka.events(topic, settings.formats(), settings.eventTime(), AuctionEvent.TYPE, reader);
  }
}
