package io.bidlake.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.avro.functions;

/**
 * Decodes Kafka records to the columns {@code event} and {@code received_at}, the time at which
 * Kafka received the record.
 */
final class DecodedEvents {

  /** The value without the five bytes of the wire format's header. */
  private static final String AVRO = "substring(value, 6)";

  private DecodedEvents() {}

  /**
   * Decodes records.
   *
   * @param records the records, with the columns {@code value} and {@code timestamp} of Spark's
   *     Kafka source
   * @param writerSchema the writer schema of all records, as JSON
   * @param fieldsOfRecords the fields to read; see {@link ReaderSchema}
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
