package io.bidlake.maintenance.action.retention;

import io.bidlake.maintenance.testing.TestTable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DateType;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.TimestampType;

/** A table whose files are only in its metadata: nobody reads them. Each has 10 rows, 100 bytes. */
final class RetainedTable {

  static final Schema SCHEMA =
      new Schema(
          NestedField.required(1, "kafka_partition", IntegerType.get()),
          NestedField.required(2, "kafka_timestamp", TimestampType.withZone()),
          NestedField.optional(3, "viewed_at", TimestampType.withoutZone()),
          NestedField.optional(4, "day", DateType.get()));

  private final Table table;

  private RetainedTable(Schema schema, PartitionSpec spec, Map<String, String> properties) {
    InMemoryCatalog catalog = new InMemoryCatalog();
    catalog.initialize("memory", Map.of());
    catalog.createNamespace(Namespace.of("landing"));
    table = catalog.createTable(TableIdentifier.of("landing", "views"), schema, spec, properties);
  }

  static RetainedTable of(
      UnaryOperator<PartitionSpec.Builder> partitioning, Map<String, String> properties) {
    return of(SCHEMA, partitioning, properties);
  }

  static RetainedTable of(
      Schema schema,
      UnaryOperator<PartitionSpec.Builder> partitioning,
      Map<String, String> properties) {
    return new RetainedTable(
        schema, partitioning.apply(PartitionSpec.builderFor(schema)).build(), properties);
  }

  Table table() {
    table.refresh();
    return table;
  }

  /** A file in a partition, without statistics of its columns. */
  void add(String name, String partition) {
    add(file(name).withPartition(partition(partition)).build());
  }

  /** A file with the times of its newest rows; null where there is none. */
  void add(String name, String kafkaTimestamp, String viewedAt, String day, long nulls) {
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    Map<Integer, Long> valueCounts = Map.of(2, 10L, 3, 10L, 4, 10L);
    Map<Integer, Long> nullCounts = new HashMap<>(Map.of(2, 0L, 3, nulls, 4, nulls));
    put(upper, 2, kafkaTimestamp == null ? null : micros(kafkaTimestamp));
    put(upper, 3, viewedAt == null ? null : micros(viewedAt));
    put(upper, 4, day == null ? null : (Object) (int) LocalDate.parse(day).toEpochDay());
    add(
        file(name)
            .withMetrics(new Metrics(10L, null, valueCounts, nullCounts, null, upper, upper))
            .build());
  }

  /** A file in a partition with the time of its newest row in {@code kafka_timestamp}. */
  void add(String name, String partition, String kafkaTimestamp) {
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    put(upper, 2, micros(kafkaTimestamp));
    add(
        file(name)
            .withPartition(partition(partition))
            .withMetrics(new Metrics(10L, null, null, Map.of(2, 0L), null, upper, upper))
            .build());
  }

  /** Returns a partition such as {@code bucket=1/day=2026-03-07/hour=2026-03-07-23/other=null}. */
  private PartitionData partition(String path) {
    PartitionSpec spec = table().spec();
    PartitionData partition = new PartitionData(spec.partitionType());
    String[] values = path.split("/", -1);
    for (int i = 0; i < values.length; i++) {
      String value = values[i].substring(values[i].indexOf('=') + 1);
      if (!value.equals("null")) {
        partition.set(i, number(spec.fields().get(i).transform().toString(), value));
      }
    }
    return partition;
  }

  private static int number(String unit, String text) {
    return switch (unit) {
      case "hour" ->
          number("day", text.substring(0, 10)) * 24 + Integer.parseInt(text.substring(11));
      case "day" -> (int) LocalDate.parse(text).toEpochDay();
      case "month" ->
          (int) ChronoUnit.MONTHS.between(LocalDate.EPOCH, LocalDate.parse(text + "-01"));
      case "year" -> Integer.parseInt(text) - 1970;
      default -> Integer.parseInt(text);
    };
  }

  private DataFiles.Builder file(String name) {
    return DataFiles.builder(table().spec())
        .withPath(name + ".parquet")
        .withFileSizeInBytes(100)
        .withRecordCount(10);
  }

  private void add(DataFile file) {
    table().newAppend().appendFile(file).commit();
  }

  private static void put(Map<Integer, ByteBuffer> bounds, int column, Object value) {
    if (value != null) {
      Type type = SCHEMA.findType(column);
      bounds.put(column, Conversions.toByteBuffer(type, value));
    }
  }

  private static Object micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }

  /** The names of the files that are in the table. */
  List<String> files() {
    return TestTable.tasks(table()).stream()
        .map(task -> task.file().location().replace(".parquet", ""))
        .sorted()
        .toList();
  }
}
