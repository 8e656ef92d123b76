package io.bidlake.bench.sql;

import io.bidlake.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.table.api.config.TableConfigOptions;

/**
 * The settings that both programs share.
 *
 * @param values the values of the scripts' placeholders
 * @param flink the Flink configuration
 */
record SqlSettings(Map<String, String> values, Configuration flink) {

  private static final List<String> TOPICS =
      List.of("bid-requests", "bid-responses", "impressions", "clicks", "notices");

  static SqlSettings read(String program, Settings settings) {
    return new SqlSettings(values(program, settings), flink(program, settings));
  }

  private static Map<String, String> values(String program, Settings settings) {
    Map<String, String> values = new TreeMap<>();
    put(values, settings, "kafka.bootstrap-servers", "localhost:29092", "Kafka brokers");
    put(values, settings, "kafka.group-id", program, "Consumer group of the job");
    put(
        values,
        settings,
        "schema-registry.url",
        "http://localhost:8082/apis/ccompat/v7",
        "Schema registry, base URL of Confluent's REST API");
    for (String topic : TOPICS) {
      put(values, settings, "topic." + topic, topic, "Topic of " + topic);
    }
    String namespace = settings.text("lake.namespace", "db", "Iceberg namespace of the tables");
    values.put("lake.namespace", namespace.replace("`", "``"));
    values.put("catalog", options(settings.family("catalog", "The Iceberg catalog's properties")));
    return values;
  }

  private static void put(
      Map<String, String> values,
      Settings settings,
      String key,
      String defaultValue,
      String description) {
    values.put(key, quoted(settings.text(key, defaultValue, description)));
  }

  /** The catalog's properties as options of CREATE CATALOG, in which the type has another name. */
  private static String options(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(it -> option(it.getKey().equals("type") ? "catalog-type" : it.getKey(), it.getValue()))
        .collect(Collectors.joining(",\n  "));
  }

  private static String option(String key, String value) {
    return "'%s' = '%s'".formatted(quoted(key), quoted(value));
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }

  private static Configuration flink(String program, Settings settings) {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.NAME, program);
    flink.set(
        CoreOptions.DEFAULT_PARALLELISM,
        (int) settings.wholeNumber("parallelism", 2, 1, 1024, "Tasks of each operator"));
    flink.set(
        PipelineOptions.OBJECT_REUSE,
        settings.flag("object-reuse", "false", "Whether operators hand on rows without copies"));
    flink.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        settings.duration("commit-interval", Duration.ofSeconds(10), "Time between two commits"));
    settings
        .optionalText("work-folder", "Folder for checkpoints; default: the cluster's")
        .map(folder -> Path.of(folder).toAbsolutePath().toUri().toString())
        .ifPresent(folder -> flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder));
    // Avro's timestamps are instants, and are read as local times in UTC.
    flink.setString(TableConfigOptions.LOCAL_TIME_ZONE.key(), "UTC");
    return flink;
  }
}
