package io.bidlake.producer;

import io.bidlake.model.KafkaSettings;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Opens idempotent Kafka producers: no record is lost or duplicated, and the order within a
 * partition is kept.
 */
public final class EventProducer {

  private EventProducer() {}

  /**
   * Opens a producer.
   *
   * @param clientId identifies the producer in the broker's logs and metrics
   * @throws KafkaUnavailableException if a Kafka setting is wrong
   */
  public static Producer<byte[], byte[]> open(KafkaSettings settings, String clientId) {
    Properties properties = properties(settings);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    try {
      return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new KafkaUnavailableException(
          "the Kafka producer cannot be started: " + reason.getMessage(), e);
    }
  }

  /** Returns the settings of a producer, without its id and its serializers. */
  public static Properties properties(KafkaSettings settings) {
    Properties properties = new Properties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
    properties.putAll(settings.clientProperties());
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    return properties;
  }
}
