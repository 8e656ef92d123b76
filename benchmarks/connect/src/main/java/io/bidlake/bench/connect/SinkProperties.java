package io.bidlake.bench.connect;

import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Configuration of Iceberg's sink connector: two topics into two tables. */
final class SinkProperties {

  private static final String CONVERTER = "value.converter";
  private static final String TRANSFORM = "transforms.origin.";

  /** Field that holds a record's topic on the way; no table has it, so it is not written. */
  private static final String TOPIC_FIELD = "_topic";

  private SinkProperties() {}

  /** Name of the connector. */
  static String name(ConnectSettings settings) {
    return settings.groupId();
  }

  /** Name of the topic by which the tasks agree on commits. */
  static String controlTopic(ConnectSettings settings) {
    return settings.groupId() + "-control";
  }

  static Map<String, String> of(ConnectSettings settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", name(settings));
    properties.put("connector.class", "org.apache.iceberg.connect.IcebergSinkConnector");
    properties.put("tasks.max", String.valueOf(settings.parallelism()));
    properties.put("topics", settings.impressions() + "," + settings.clicks());
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
    // The connector finds these by itself only in a worker that was started by Kafka's script.
    properties.put("iceberg.kafka.bootstrap.servers", settings.bootstrapServers());
  }

  private static void addConverter(Map<String, String> properties, ConnectSettings settings) {
    properties.put(CONVERTER, "io.apicurio.registry.utils.converter.AvroConverter");
    properties.put(CONVERTER + ".apicurio.registry.url", settings.registryUrl());
    properties.put(
        CONVERTER + ".apicurio.registry.id-handler",
        "io.apicurio.registry.serde.Legacy4ByteIdHandler");
    // What Confluent's API calls the id of a schema is Apicurio's content id.
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
    String impressions = table(settings, Tables.IMPRESSIONS);
    String clicks = table(settings, Tables.CLICKS);
    properties.put("iceberg.tables", impressions + "," + clicks);
    properties.put("iceberg.tables.route-field", TOPIC_FIELD);
    addRoute(properties, impressions, settings.impressions());
    addRoute(properties, clicks, settings.clicks());
    settings.catalog().forEach((key, value) -> properties.put("iceberg.catalog." + key, value));
  }

  private static void addRoute(Map<String, String> properties, String table, String topic) {
    properties.put("iceberg.table.%s.route-regex".formatted(table), Pattern.quote(topic));
  }

  private static void addCommits(Map<String, String> properties, ConnectSettings settings) {
    properties.put("iceberg.control.topic", controlTopic(settings));
    properties.put(
        "iceberg.control.commit.interval-ms", String.valueOf(settings.commitInterval().toMillis()));
  }

  private static String table(ConnectSettings settings, TableDefinition table) {
    return settings.namespace() + "." + table.name();
  }
}
