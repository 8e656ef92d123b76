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
 * The settings of this contender.
 *
 * @param bootstrapServers the brokers, as a list of host:port
 * @param registryUrl the base URL of the schema registry's Confluent API
 * @param catalog Iceberg's catalog properties
 * @param namespace the namespace of the tables
 * @param topicNames the names of the topics by their default names
 * @param workload the topics to read
 * @param parallelism the number of tasks that run in parallel
 * @param commitInterval the time between the starts of two micro-batches
 * @param maxOffsetsPerTrigger the maximum number of records of a topic in one micro-batch; empty
 *     for no limit
 * @param workFolder the folder for checkpoints and temporary files
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
    /** All topics. */
    EVENTS,
    /** The flat topics. */
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

  /** The configured name of a topic. */
  String nameOf(Topic<?> topic) {
    return topicNames.get(topic.name());
  }
}
