package io.bidlake.auction;

import io.bidlake.domain.CurrencyRates;
import io.bidlake.domain.reference.Reference;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.producer.EventProducer;
import io.bidlake.runtime.JobStart;
import io.bidlake.runtime.kafka.KafkaSources;
import io.bidlake.runtime.lake.IcebergSinks;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.runtime.window.WindowChange;
import io.bidlake.tables.Tables;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The auction job: what inventory sells for, where requests are lost, what is served this minute,
 * and whether wins, bills and impressions agree.
 */
public final class AuctionJob {

  static final String NAME = "bidlake-auction";

  private final KafkaSources sources;
  private final AuctionSettings settings;

  private AuctionJob(StreamExecutionEnvironment env, AuctionSettings settings) {
    this.sources = new KafkaSources(env, settings.kafka());
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
    AuctionTopology.Outputs outputs =
        topology.connect(
            events(rates),
            settings.spend().map(topic -> new SpendSince(topic, settings.kafka().kafka())));

    IcebergSinks sinks = new IcebergSinks(lake);
    outputs.changes().forEach((table, changes) -> sinks.apply(changes, table.definition()));
    sinks.append(outputs.lateEvents(), Tables.LATE_EVENTS);
    outputs.spend().ifPresent(spend -> publish(spend, settings.spend().orElseThrow()));
  }

  private void publish(DataStream<WindowChange> spend, String topic) {
    KafkaSettings kafka = settings.kafka().kafka();
    spend
        .sinkTo(
            KafkaSink.<WindowChange>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setKafkaProducerConfig(EventProducer.properties(kafka))
                // A total that comes again replaces itself, and comes sooner than in a transaction.
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new SpendRecords(topic, kafka, settings.formats().registry()))
                .build())
        .name("publish-spend")
        .uid("publish-spend");
  }

  private DataStream<AuctionEvent> events(Reference<CurrencyRates> rates) {
    return events(Topics.BID_REQUESTS, new AuctionEvents.OfRequests(rates))
        .union(
            events(Topics.BID_RESPONSES, AuctionEvents.ofResponses(rates)),
            events(Topics.IMPRESSIONS, AuctionEvents.ofImpressions(rates)),
            events(Topics.CLICKS, AuctionEvents::ofClick),
            events(Topics.NOTICES, AuctionEvents.ofNotices(rates)));
  }

  private <T extends SpecificRecord> DataStream<AuctionEvent> events(
      Topic<T> topic, AuctionEvents.Reader<T> reader) {
    return sources.events(
        topic, settings.formats(), settings.eventTime(), AuctionEvent.TYPE, reader);
  }
}
