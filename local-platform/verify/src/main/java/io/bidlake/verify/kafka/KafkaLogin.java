package io.bidlake.verify.kafka;

import io.bidlake.model.KafkaSettings;
import io.bidlake.verify.base.CannotVerifyException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The access to Kafka.
 *
 * @param kafka the settings of Kafka's client
 * @param group the consumer group to which a job commits its offsets
 */
public record KafkaLogin(KafkaSettings kafka, String group) {

  /** The same Kafka with another group. */
  public KafkaLogin inGroup(String another) {
    return new KafkaLogin(kafka, another);
  }

  /**
   * Which of some topics Kafka compacts, so that it may have removed any of their records but the
   * last; none if the configuration of topics may not be read.
   */
  public Set<String> compacted(Collection<String> topics) {
    List<ConfigResource> resources =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    Set<String> compacted = new HashSet<>();
    try (Admin admin = admin()) {
      for (var each : admin.describeConfigs(resources).values().entrySet()) {
        ConfigEntry policy = each.getValue().get().get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (policy != null && policy.value().contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
          compacted.add(each.getKey().name());
        }
      }
    } catch (ExecutionException e) {
      return Set.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotVerifyException("interrupted", e);
    }
    return compacted;
  }

  /**
   * Requires that topics are among the existing ones.
   *
   * @throws CannotVerifyException if one is not
   */
  public void require(Collection<String> wanted, Set<String> existing) {
    for (String topic : wanted) {
      if (!existing.contains(topic)) {
        throw new CannotVerifyException(
            "Kafka at %s has no topic %s (it has %s)"
                .formatted(
                    kafka.bootstrapServers(), topic, String.join(", ", new TreeSet<>(existing))));
      }
    }
  }

  /**
   * Does something with Kafka, and returns its result.
   *
   * @throws CannotVerifyException that says which Kafka does not answer, or what it refuses
   */
  public <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (KafkaException e) {
      throw new CannotVerifyException(
          "Kafka at %s (kafka.bootstrap-servers): %s"
              .formatted(kafka.bootstrapServers(), CannotVerifyException.rootMessage(e)),
          e);
    }
  }

  /** A client for the configuration of topics. */
  public Admin admin() {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    return Admin.create(properties);
  }

  /** A consumer that never commits and never joins the group. */
  public Consumer<byte[], byte[]> consumer() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    properties.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    // The next partition has to wait until a fetch at the end of the one before has returned.
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    // Aborted records are not events; end offsets are then those of completed transactions.
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.putAll(kafka.clientProperties());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    // Records that retention removes while they are read must not be skipped silently.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
