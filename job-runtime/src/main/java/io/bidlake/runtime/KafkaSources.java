package io.bidlake.runtime;

import io.bidlake.model.Topic;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Makes the Kafka sources of a job. */
public final class KafkaSources {

  private final StreamExecutionEnvironment env;
  private final KafkaSettings settings;

  public KafkaSources(StreamExecutionEnvironment env, KafkaSettings settings) {
    this.env = env;
    this.settings = settings;
  }

  /** The records of a topic as they came, without event time. */
  public DataStream<KafkaRecord> records(Topic<?> topic) {
    KafkaSource<KafkaRecord> source =
        KafkaSource.<KafkaRecord>builder()
            .setProperties(settings.properties())
            .setBootstrapServers(settings.bootstrapServers())
            .setGroupId(settings.groupId())
            .setTopics(settings.nameOf(topic))
            .setStartingOffsets(startingOffsets())
            .setDeserializer(new KafkaRecordSchema())
            .build();
    String name = "read-" + topic.name();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), name).uid(name);
  }

  // The connector still takes the enum that Kafka's client has deprecated.
  @SuppressWarnings("deprecation")
  private OffsetsInitializer startingOffsets() {
    return switch (settings.startFrom()) {
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
    };
  }
}
