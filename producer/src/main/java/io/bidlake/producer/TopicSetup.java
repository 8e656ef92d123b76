package io.bidlake.producer;

import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Checks that Kafka is reachable, and creates missing topics. */
public final class TopicSetup {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PATIENCE_MS = (int) PATIENCE.toMillis();

  private final KafkaSettings settings;

  public TopicSetup(KafkaSettings settings) {
    this.settings = settings;
  }

  /**
   * Creates those of some topics that do not exist, with the settings {@link Topic#CONFIG}.
   *
   * @return names of the created topics
   * @throws KafkaUnavailableException as the method for names
   */
  public List<String> createMissing(List<Topic<?>> topics) {
    return createMissing(topics.stream().map(settings::nameOf).distinct().toList(), Topic.CONFIG);
  }

  /**
   * Creates the topics that do not exist, with {@link Topic#PARTITIONS} partitions and the broker's
   * default replication.
   *
   * @param config settings of the created topics
   * @return names of the created topics
   * @throws KafkaUnavailableException if Kafka does not answer within 20 s or refuses
   */
  public List<String> createMissing(List<String> names, Map<String, String> config) {
    Map<String, Object> properties = new HashMap<>(settings.clientProperties());
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    try (Admin admin = Admin.create(properties)) {
      Set<String> existing =
          await(admin.listTopics(new ListTopicsOptions().timeoutMs(PATIENCE_MS)).names());
      List<String> missing = names.stream().filter(name -> !existing.contains(name)).toList();
      for (String topic : missing) {
        create(admin, topic, config);
      }
      return missing;
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  private void create(Admin admin, String topic, Map<String, String> config) {
    NewTopic wanted =
        new NewTopic(topic, Optional.of(Topic.PARTITIONS), Optional.empty()).configs(config);
    CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs(PATIENCE_MS);
    try {
      await(admin.createTopics(List.of(wanted), options).all());
    } catch (TopicExistsException e) {
      // Another client created it at the same time.
    }
  }

  private <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private KafkaUnavailableException unavailable(KafkaException e) {
    if (e instanceof TimeoutException) {
      return new KafkaUnavailableException(
          "Kafka is not reachable at %s: tried for %d s (--%s, KAFKA_BOOTSTRAP_SERVERS)"
              .formatted(
                  settings.bootstrapServers(),
                  PATIENCE.toSeconds(),
                  KafkaSettings.BOOTSTRAP_SERVERS),
          e);
    }
    Throwable reason = e.getCause() instanceof KafkaException cause ? cause : e;
    return new KafkaUnavailableException(
        "Kafka at %s cannot be used: %s"
            .formatted(settings.bootstrapServers(), reason.getMessage()),
        e);
  }
}
