package io.bidlake.runtime;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where the events come from.
 *
 * @param bootstrapServers brokers, host:port list
 * @param groupId consumer group, in which progress is visible to Kafka's tools
 * @param startFrom where a job starts that is not restored from a savepoint
 * @param topicNames names of the topics by their default names
 * @param clientProperties further settings of the Kafka client, such as security
 */
public record KafkaSettings(
    String bootstrapServers,
    String groupId,
    StartFrom startFrom,
    Map<String, String> topicNames,
    Map<String, String> clientProperties) {

  /** Where reading starts without a savepoint. */
  public enum StartFrom {
    /** At the group's committed offsets, or else at the beginning. */
    COMMITTED,
    /** At the beginning of the topics. */
    EARLIEST,
    /** At their end. */
    LATEST
  }

  public static KafkaSettings read(Settings settings, String defaultGroupId) {
    String servers =
        settings.text(
            "kafka.bootstrap-servers", "localhost:29092", "Kafka brokers, host:port list");
    String groupId = settings.text("kafka.group-id", defaultGroupId, "Consumer group of the job");
    StartFrom startFrom =
        settings.choice(
            "kafka.start-from",
            StartFrom.COMMITTED,
            "Where a job without savepoint starts: committed (else the beginning), earliest, latest");
    Map<String, String> topicNames = new HashMap<>();
    for (Topic<?> topic : Topics.ALL) {
      String key = "topic." + topic.name();
      topicNames.put(topic.name(), settings.text(key, topic.name(), "Topic of " + topic.name()));
    }
    Map<String, String> client =
        settings.family(
            "kafka", "Any setting of the Kafka client, such as kafka.security.protocol");
    return new KafkaSettings(
        servers, groupId, startFrom, Map.copyOf(topicNames), Map.copyOf(client));
  }

  /** Name that the settings give to a topic. */
  public String nameOf(Topic<?> topic) {
    return topicNames.get(topic.name());
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.putAll(clientProperties);
    return properties;
  }
}
