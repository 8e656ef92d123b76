package io.bidlake.landing.columns;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;

import java.util.List;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The columns of each table that say from which Kafka record a row is. They come first, in this
 * order.
 */
public final class RecordColumns {

  /** Prefix of the names of the columns. */
  public static final String PREFIX = "kafka_";

  /** Time of the record in Kafka, by whose days a table is partitioned by default. */
  public static final String TIMESTAMP = PREFIX + "timestamp";

  public static final List<NestedField> ALL =
      List.of(
          required(1, PREFIX + "topic", Types.StringType.get(), "Kafka topic of the record"),
          required(2, PREFIX + "partition", Types.IntegerType.get(), "Partition of the record"),
          required(3, PREFIX + "offset", Types.LongType.get(), "Offset in the partition"),
          required(
              4,
              TIMESTAMP,
              Types.TimestampType.withZone(),
              "Kafka's timestamp of the record: by default when it was sent"),
          optional(5, PREFIX + "key", Types.BinaryType.get(), "Key of the record"),
          optional(
              6,
              PREFIX + "headers",
              Types.ListType.ofOptional(
                  8,
                  Types.StructType.of(
                      optional(9, "key", Types.StringType.get()),
                      optional(10, "value", Types.BinaryType.get()))),
              "Headers of the record, in their order"),
          optional(
              7,
              PREFIX + "schema_id",
              Types.IntegerType.get(),
              "Id in the schema registry of the schema with which the record was written"));

  private RecordColumns() {}
}
