package io.bidlake.auction;

import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Spend;
import io.bidlake.model.SpendTopic;
import io.bidlake.model.Topic;
import io.bidlake.producer.AvroEncoder;
import io.bidlake.producer.TopicSetup;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.SchemaRegistry;
import io.bidlake.runtime.window.WindowChange;
import io.bidlake.tables.AuctionCounts.Served;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.Utf8;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * Turns the running totals of {@code serving_by_minute} into records of {@link Spend}. All records
 * of a campaign are in one partition, in the order in which they were written. Their key is the row
 * that they are about, so that Kafka's compaction keeps the last one of each row.
 */
final class SpendRecords implements KafkaRecordSerializationSchema<WindowChange> {

  private final String topic;
  private final KafkaSettings kafka;
  private final RegistrySettings registry;

  private transient Clock clock;
  private transient AvroEncoder<Spend> encoder;

  SpendRecords(String topic, KafkaSettings kafka, RegistrySettings registry) {
    this.topic = topic;
    this.kafka = kafka;
    this.registry = registry;
  }

  /**
   * Creates the topic if it does not exist, and registers the schema; fails if Kafka or the
   * registry does not answer or refuses.
   */
  @Override
  public void open(InitializationContext context, KafkaSinkContext sinkContext) {
    new TopicSetup(kafka).createMissing(List.of(topic), SpendTopic.CONFIG);
    int schemaId =
        new SchemaRegistry(registry)
            .register(Topic.subject(topic), SpecificData.get().getSchema(Spend.class));
    open(schemaId, Clock.systemUTC());
  }

  void open(int schemaId, Clock time) {
    clock = time;
    encoder = new AvroEncoder<>(Spend.class, schemaId);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      WindowChange row, KafkaSinkContext context, Long timestamp) {
    String campaign = row.key(0);
    int[] partitions = context.getPartitionsForTopic(topic);
    int hash = Utils.toPositive(Utils.murmur2(campaign.getBytes(StandardCharsets.UTF_8)));
    byte[] key = SpendSince.recordKey(row.key(), row.start());
    Spend spend =
        new Spend(
            Instant.ofEpochMilli(row.start()),
            new Utf8(campaign),
            new Utf8(row.key(1)),
            row.count(Served.IMPRESSIONS),
            row.count(Served.CLICKS),
            row.revenue(),
            clock.instant());
    return new ProducerRecord<>(
        topic, partitions[hash % partitions.length], key, encoder.encode(spend));
  }
}
