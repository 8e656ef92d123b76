package io.bidlake.verify.kafka;

import io.bidlake.model.Topic;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers brokers
 * @param group consumer group in which a job leaves its progress
 * @param topicNames names of the topics by their default names
 * @param clientProperties further settings of the client, such as security
 */
public record KafkaLogin(
    String bootstrapServers,
    String group,
    Map<String, String> topicNames,
    Map<String, String> clientProperties) {

  /** The same Kafka, seen by another group. */
  public KafkaLogin inGroup(String another) {
    return new KafkaLogin(bootstrapServers, another, topicNames, clientProperties);
  }

  String nameOf(Topic<?> topic) {
    return topicNames.get(topic.name());
  }

  /** A consumer that never commits and never joins the group. */
  Consumer<byte[], byte[]> consumer() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    properties.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    properties.putAll(clientProperties);
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
