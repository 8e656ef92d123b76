package io.bidlake.bench.spark;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of this contender.
 *
 * @param bootstrapServers brokers, host:port list
 * @param registryUrl base URL of the schema registry's Confluent API
 * @param catalog what Iceberg gets to build the catalog
 * @param namespace namespace of the tables
 * @param topicNames names of the topics by their default names
 * @param workload which topics are read
 * @param parallelism tasks that run at once
 * @param commitInterval time from the start of one micro-batch to that of the next
 * @param maxOffsetsPerTrigger records of a topic in one micro-batch; nothing for all there are
 * @param workFolder where checkpoints and scratch files go
 */
record SparkIngestSettings(
    String bootstrapServers,
    String registryUrl,
    Map<String, String> catalog,
    String namespace,
    Map<String, String> topicNames,
    Workload workload,
    int parallelism,
    Duration commitInterval,
    Optional<Long> maxOffsetsPerTrigger,
    Path workFolder) {

  enum Workload {
    /** All four topics. */
    EVENTS,
    /** Impressions and clicks. */
    NOTICES
  }

  static SparkIngestSettings read(List<String> args, Map<String, String> environment) {
    Settings settings = Settings.of(args, environment);
    Map<String, String> topicNames = new HashMap<>();
    for (Topic<?> topic : Topics.ALL) {
      String key = "topic." + topic.name();
      topicNames.put(topic.name(), settings.text(key, topic.name(), "Topic of " + topic.name()));
    }
    SparkIngestSettings read =
        new SparkIngestSettings(
            settings.requiredText("kafka.bootstrap-servers", "Kafka brokers, host:port list"),
            settings.requiredText("schema-registry.url", "Base URL of Confluent's REST API"),
            settings.family("catalog", "The Iceberg catalog, as Iceberg names its properties"),
            settings.text("lake.namespace", Tables.NAMESPACE, "Iceberg namespace of the tables"),
            Map.copyOf(topicNames),
            settings.choice("workload", Workload.EVENTS, "What to read: events or notices"),
            (int) settings.wholeNumber("parallelism", 2, 1, 1024, "Tasks that run at once"),
            settings.duration("commit-interval", Duration.ofSeconds(10), "Time between commits"),
            settings.optionalWholeNumber(
                "max-offsets-per-trigger",
                1,
                Long.MAX_VALUE,
                "Records of a topic in one micro-batch; default: all there are"),
            Path.of(settings.requiredText("work-folder", "Folder of checkpoints and scratch")));
    settings.check();
    return read;
  }

  /** Name that the settings give to a topic. */
  String nameOf(Topic<?> topic) {
    return topicNames.get(topic.name());
  }
}
