package io.bidlake.bench.connect;

import io.bidlake.tables.FlatTable;
import io.bidlake.tables.Tables;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The configuration of Iceberg's sink connector, which writes each flat topic to its table. */
final class SinkProperties {

  private static final String CONVERTER = "value.converter";
  private static final String TRANSFORM = "transforms.origin.";

  /** A field with the record's topic, for routing. No table has it, so it is not written. */
  private static final String TOPIC_FIELD = "_topic";

  private SinkProperties() {}

  /** The name of the connector. */
  static String name(ConnectSettings settings) {
    return settings.groupId();
  }

  /** The name of the topic with which the tasks coordinate commits. */
  static String controlTopic(ConnectSettings settings) {
    return settings.groupId() + "-control";
  }

  static Map<String, String> of(ConnectSettings settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", name(settings));
    properties.put("connector.class", "org.apache.iceberg.connect.IcebergSinkConnector");
    properties.put("tasks.max", String.valueOf(settings.parallelism()));
    properties.put("topics", joined(table -> settings.nameOf(table.topic())));
    addKafka(properties, settings);
    addConverter(properties, settings);
    addTransform(properties);
    addTables(properties, settings);
    addCommits(properties, settings);
    return properties;
  }

  private static void addKafka(Map<String, String> properties, ConnectSettings settings) {
    properties.put("consumer.override.group.id", settings.groupId());
    properties.put("iceberg.connect.group-id", settings.groupId());
    properties.put("consumer.override.auto.offset.reset", "earliest");
    // The connector finds these by itself only in a worker that Kafka's script has started.
    properties.put("iceberg.kafka.bootstrap.servers", settings.bootstrapServers());
  }

  private static void addConverter(Map<String, String> properties, ConnectSettings settings) {
    properties.put(CONVERTER, "io.apicurio.registry.utils.converter.AvroConverter");
    properties.put(CONVERTER + ".apicurio.registry.url", settings.registryUrl());
    properties.put(
        CONVERTER + ".apicurio.registry.id-handler",
        "io.apicurio.registry.serde.Legacy4ByteIdHandler");
    // A schema id in Confluent's API is a content id in Apicurio.
    properties.put(CONVERTER + ".apicurio.registry.use-id", "contentId");
    properties.put(CONVERTER + ".apicurio.registry.headers.enabled", "false");
  }

  private static void addTransform(Map<String, String> properties) {
    properties.put("transforms", "origin");
    properties.put(TRANSFORM + "type", "org.apache.kafka.connect.transforms.InsertField$Value");
    properties.put(TRANSFORM + "timestamp.field", "received_at");
    properties.put(TRANSFORM + "topic.field", TOPIC_FIELD);
  }

  private static void addTables(Map<String, String> properties, ConnectSettings settings) {
    properties.put("iceberg.tables", joined(table -> fullName(settings, table)));
    properties.put("iceberg.tables.route-field", TOPIC_FIELD);
    for (FlatTable<?> table : Tables.FLAT) {
      properties.put(
          "iceberg.table.%s.route-regex".formatted(fullName(settings, table)),
          Pattern.quote(settings.nameOf(table.topic())));
    }
    settings.catalog().forEach((key, value) -> properties.put("iceberg.catalog." + key, value));
  }

  private static void addCommits(Map<String, String> properties, ConnectSettings settings) {
    properties.put("iceberg.control.topic", controlTopic(settings));
    properties.put(
        "iceberg.control.commit.interval-ms", String.valueOf(settings.commitInterval().toMillis()));
  }

  private static String joined(Function<FlatTable<?>, String> name) {
    return Tables.FLAT.stream().map(name).collect(Collectors.joining(","));
  }

  private static String fullName(ConnectSettings settings, FlatTable<?> table) {
    return settings.namespace() + "." + table.name();
  }
}
