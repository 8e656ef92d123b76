package io.bidlake.bench.connect;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of the ingest with Kafka Connect.
 *
 * @param bootstrapServers the brokers, as a list of host:port
 * @param groupId the consumer group of the sink, and the prefix of the names of its other data in
 *     Kafka
 * @param registryUrl the base URL of Apicurio's own API
 * @param namespace the namespace of the tables
 * @param catalog Iceberg's catalog properties
 * @param topicNames the names of the topics by their default names
 * @param parallelism the number of tasks of the connector
 * @param commitInterval the time between two commits
 */
record ConnectSettings(
    String bootstrapServers,
    String groupId,
    String registryUrl,
    String namespace,
    Map<String, String> catalog,
    Map<String, String> topicNames,
    int parallelism,
    Duration commitInterval) {

  /** The topics to write to the lake. */
  enum Workload {
    /** All topics. */
    EVENTS,
    /** The flat topics. */
    NOTICES
  }

  private static final Pattern CONFLUENT_API_OF_APICURIO =
      Pattern.compile("(https?://.+)/apis/ccompat/v\\d+/*");

  static ConnectSettings read(Settings settings) {
    Map<String, String> topicNames = new HashMap<>();
    for (Topic<?> topic : Topics.ALL) {
      String key = "topic." + topic.name();
      topicNames.put(topic.name(), settings.text(key, topic.name(), "Topic of " + topic.name()));
    }
    checkWorkload(settings);
    // Accepted, as all contenders get it; this one keeps its state only in Kafka.
    settings.optionalText("work-folder", "Folder for state on disk; not used");
    return new ConnectSettings(
        settings.requiredText("kafka.bootstrap-servers", "Kafka brokers, host:port list"),
        settings.text("kafka.group-id", "bench-connect", "Consumer group of the sink"),
        registryUrl(settings),
        settings.text("lake.namespace", Tables.NAMESPACE, "Iceberg namespace of the tables"),
        Map.copyOf(settings.family("catalog", "The Iceberg catalog, as Iceberg names it")),
        Map.copyOf(topicNames),
        (int) settings.wholeNumber("parallelism", 2, 1, 1000, "Tasks of the connector"),
        settings.duration("commit-interval", Duration.ofSeconds(10), "Time between two commits"));
  }

  /** The configured name of a topic. */
  String nameOf(Topic<?> topic) {
    return topicNames.get(topic.name());
  }

  private static void checkWorkload(Settings settings) {
    Workload workload =
        settings.choice("workload", Workload.EVENTS, "What to bring into the lake: notices");
    if (workload != Workload.NOTICES) {
      settings.reject(
          "workload must be notices, was events: Kafka Connect makes at most one row of a record,"
              + " and bid requests and responses are a row for each placement and each bid");
    }
  }

  private static String registryUrl(Settings settings) {
    String key = "schema-registry.url";
    String url =
        settings.requiredText(key, "Schema registry (Apicurio), base URL of Confluent's REST API");
    Matcher matcher = CONFLUENT_API_OF_APICURIO.matcher(url);
    if (matcher.matches()) {
      return matcher.group(1) + "/apis/registry/v2";
    }
    if (!url.isEmpty()) {
      settings.reject(
          """
          %s must be that of an Apicurio registry, whose own API the converter speaks: \
          http://.../apis/ccompat/v7, was '%s'"""
              .formatted(key, url));
    }
    return "";
  }
}
