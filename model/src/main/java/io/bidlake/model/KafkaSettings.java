package io.bidlake.model;

import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Connection settings of Kafka, and the names and formats of its topics.
 *
 * @param bootstrapServers brokers, host:port list
 * @param topicNames names of the topics, by default name
 * @param formats formats of the topics, by default name; a missing one is Avro
 * @param clientProperties additional settings of the Kafka client, such as security
 */
public record KafkaSettings(
    String bootstrapServers,
    Map<String, String> topicNames,
    Map<String, TopicFormat> formats,
    Map<String, String> clientProperties)
    implements Serializable {

  /** Key of the setting of the brokers. */
  public static final String BOOTSTRAP_SERVERS = "kafka.bootstrap-servers";

  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  public static KafkaSettings read(Settings settings) {
    return read(settings, topic -> Optional.empty());
  }

  /**
   * Reads the settings for a caller that can know the format of a topic from another source.
   *
   * @param known format of a topic; empty where the setting of the topic applies
   */
  public static KafkaSettings read(
      Settings settings, Function<Topic<?>, Optional<TopicFormat>> known) {
    String servers =
        settings.text(BOOTSTRAP_SERVERS, "localhost:29092", "Kafka brokers, host:port list");
    Map<String, String> topicNames = new TreeMap<>();
    Map<String, TopicFormat> formats = new TreeMap<>();
    for (Topic<?> topic : Topics.ALL) {
      topicNames.put(topic.name(), nameOf(topic, settings));
      TopicFormat format = formatOf(topic, settings);
      formats.put(topic.name(), known.apply(topic).orElse(format));
    }
    refuseMixtures(topicNames, formats, settings);
    Map<String, String> client =
        settings.family(
            "kafka", "Any setting of the Kafka client, such as kafka.security.protocol");
    return new KafkaSettings(
        servers, Map.copyOf(topicNames), Map.copyOf(formats), Map.copyOf(client));
  }

  private static TopicFormat formatOf(Topic<?> topic, Settings settings) {
    String key = "topic." + topic.name() + ".format";
    List<String> possible = TopicFormat.of(topic).stream().map(TopicFormat::spelled).toList();
    TopicFormat format =
        settings.choice(
            key,
            TopicFormat.AVRO,
            "Format of the records of %s: %s"
                .formatted(topic.name(), String.join(" or ", possible)));
    if (!format.carries(topic)) {
      settings.reject(
          "%s must be %s, was %s".formatted(key, String.join(" or ", possible), format.spelled()));
    }
    return format;
  }

  /**
   * Rejects topics that share a name but not a format. Topics in Avro cannot share a name at all,
   * as an Avro record does not tell its kind of event.
   */
  private static void refuseMixtures(
      Map<String, String> topicNames, Map<String, TopicFormat> formats, Settings settings) {
    Map<String, TopicFormat> formatOfName = new TreeMap<>();
    topicNames.forEach(
        (topic, name) -> {
          TopicFormat format = formats.get(topic);
          TopicFormat other = formatOfName.putIfAbsent(name, format);
          if (other != null && (other != format || format == TopicFormat.AVRO)) {
            settings.reject(
                "topic %s has several kinds of events: they must all be openrtb-json or all be"
                        .formatted(name)
                    + " notices, as each kind of Avro event needs a topic of its own");
          }
        });
  }

  private static String nameOf(Topic<?> topic, Settings settings) {
    String key = "topic." + topic.name();
    return legalName(key, settings.text(key, topic.name(), "Topic of " + topic.name()), settings);
  }

  /** Returns the name of a topic, and rejects one that Kafka does not allow. */
  public static String legalName(String key, String name, Settings settings) {
    if (!LEGAL.matcher(name).matches()) {
      settings.reject(
          "%s must be 1 to 249 letters, digits, dots, dashes or underscores, was '%s'"
              .formatted(key, name));
    }
    return name;
  }

  /** Returns the format of the records of a topic. */
  public TopicFormat formatOf(Topic<?> topic) {
    return formats.getOrDefault(topic.name(), TopicFormat.AVRO);
  }

  /** Returns the configured name of a topic. */
  public String nameOf(Topic<?> topic) {
    return topicNames.getOrDefault(topic.name(), topic.name());
  }
}
