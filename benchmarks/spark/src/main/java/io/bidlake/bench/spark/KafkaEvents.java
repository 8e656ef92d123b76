package io.bidlake.bench.spark;

import io.bidlake.model.Topic;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;

/** Streams of decoded events from Kafka. */
final class KafkaEvents {

  private final SparkSession spark;
  private final SparkIngestSettings settings;
  private final SubjectSchemas schemas;

  KafkaEvents(SparkSession spark, SparkIngestSettings settings) {
    this.spark = spark;
    this.settings = settings;
    this.schemas = new SubjectSchemas(settings.registryUrl());
  }

  /** The events of a topic from the earliest offset on, with all fields. */
  Dataset<Row> of(Topic<?> topic) {
    return of(topic, Map.of());
  }

  /** The events of a topic from the earliest offset on, with the given fields only. */
  Dataset<Row> of(Topic<?> topic, Map<String, Set<String>> fieldsOfRecords) {
    String name = settings.nameOf(topic);
    DataStreamReader records =
        spark
            .readStream()
            .format("kafka")
            .option("kafka.bootstrap.servers", settings.bootstrapServers())
            .option("subscribe", name)
            .option("startingOffsets", "earliest");
    settings
        .maxOffsetsPerTrigger()
        .ifPresent(limit -> records.option("maxOffsetsPerTrigger", limit));
    return DecodedEvents.of(records.load(), schemas.latest(Topic.subject(name)), fieldsOfRecords);
  }
}
