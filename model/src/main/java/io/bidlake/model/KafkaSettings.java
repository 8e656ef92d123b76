package io.bidlake.model;

import io.bidlake.settings.Settings;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where Kafka is, and what the topics are called there.
 *
 * @param bootstrapServers brokers, host:port list
 * @param topicNames names of the topics by their default names
 * @param clientProperties further settings of the Kafka client, such as security
 */
public record KafkaSettings(
    String bootstrapServers, Map<String, String> topicNames, Map<String, String> clientProperties) {

  /** Key of the brokers. */
  public static final String BOOTSTRAP_SERVERS = "kafka.bootstrap-servers";

  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  public static KafkaSettings read(Settings settings) {
    String servers =
        settings.text(BOOTSTRAP_SERVERS, "localhost:29092", "Kafka brokers, host:port list");
    Map<String, String> topicNames = new TreeMap<>();
    for (Topic<?> topic : Topics.ALL) {
      topicNames.put(topic.name(), nameOf(topic, settings));
    }
    if (new HashSet<>(topicNames.values()).size() < topicNames.size()) {
      settings.reject("each kind of event needs a topic of its own, got " + topicNames.values());
    }
    Map<String, String> client =
        settings.family(
            "kafka", "Any setting of the Kafka client, such as kafka.security.protocol");
    return new KafkaSettings(servers, Map.copyOf(topicNames), Map.copyOf(client));
  }

  private static String nameOf(Topic<?> topic, Settings settings) {
    String key = "topic." + topic.name();
    String name = settings.text(key, topic.name(), "Topic of " + topic.name());
    if (!LEGAL.matcher(name).matches()) {
      settings.reject(
          "%s must be 1 to 249 letters, digits, dots, dashes or underscores, was '%s'"
              .formatted(key, name));
    }
    return name;
  }

  /** Name that the settings give to a topic. */
  public String nameOf(Topic<?> topic) {
    return topicNames.getOrDefault(topic.name(), topic.name());
  }
}
