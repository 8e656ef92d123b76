package io.bidlake.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.avro.functions;

/** Decodes Kafka records: {@code event}, and {@code received_at}, when Kafka got it. */
final class DecodedEvents {

  /** The value without the registry's header of five bytes. */
  private static final String AVRO = "substring(value, 6)";

  private DecodedEvents() {}

  /**
   * The events of records.
   *
   * @param records {@code value} and {@code timestamp}, as Spark's Kafka source has them
   * @param writerSchema schema that all of them are written with, as JSON
   * @param fieldsOfRecords the fields that are read, see {@link ReaderSchema}
   */
  static Dataset<Row> of(
      Dataset<Row> records, String writerSchema, Map<String, Set<String>> fieldsOfRecords) {
    Map<String, String> options =
        Map.of("mode", "FAILFAST", "avroSchema", ReaderSchema.of(writerSchema, fieldsOfRecords));
    return records.select(
        functions.from_avro(expr(AVRO), writerSchema, options).as("event"),
        col("timestamp").as("received_at"));
  }
}
