package io.bidlake.verify;

import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.rows.CurrencyRates;
import io.bidlake.verify.rows.ExpectedRows;
import io.bidlake.verify.rows.Layout;
import io.bidlake.verify.rows.Micros;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.TimestampType;

/** The tables of the lake, written with Iceberg's own writers. Without a path it is in memory. */
public final class TestLake {

  private final Catalog catalog;

  public TestLake() {
    this(inMemory());
  }

  public TestLake(Catalog catalog) {
    this.catalog = catalog;
    for (TableDefinition table : Tables.ALL) {
      catalog
          .buildTable(id(table.name()), table.schema())
          .withPartitionSpec(table.partitioning())
          .withProperties(table.properties())
          .create();
    }
  }

  private static Catalog inMemory() {
    InMemoryCatalog memory = new InMemoryCatalog();
    memory.initialize("lake", Map.of());
    memory.createNamespace(Namespace.of(Tables.NAMESPACE));
    return memory;
  }

  public Catalog catalog() {
    return catalog;
  }

  public Table table(Layout layout) {
    return catalog.loadTable(id(layout.name()));
  }

  /** The rows that a correct job writes for these records, by table, as column values by name. */
  public static Map<Layout, List<Map<String, Object>>> rowsOf(
      TestKafka kafka, List<KafkaEntry> entries) {
    Map<Layout, List<Map<String, Object>>> rows = new HashMap<>();
    ExpectedRows expected = new ExpectedRows(kafka, CurrencyRates.usdOnly());
    for (KafkaEntry entry : entries) {
      expected.of(
          entry,
          (table, values) -> {
            Map<String, Object> row = new HashMap<>();
            for (int i = 0; i < values.length; i++) {
              row.put(table.columns().get(i), copy(values[i]));
            }
            row.put("reason", "MALFORMED");
            row.put("error", "words");
            rows.computeIfAbsent(table, key -> new ArrayList<>()).add(row);
          });
    }
    return rows;
  }

  /** The next record overwrites the texts of this one. */
  private static Object copy(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Object::toString).toList();
    }
    return value instanceof CharSequence ? value.toString() : value;
  }

  public void append(Map<Layout, List<Map<String, Object>>> rows) {
    rows.forEach(this::append);
  }

  public void append(Layout layout, List<Map<String, Object>> rows) {
    Table table = table(layout);
    Map<PartitionKey, List<Record>> byPartition = new HashMap<>();
    InternalRecordWrapper internal = new InternalRecordWrapper(table.schema().asStruct());
    PartitionKey key = new PartitionKey(table.spec(), table.schema());
    for (Map<String, Object> row : rows) {
      Record record = record(table, row);
      key.partition(internal.wrap(record));
      byPartition.computeIfAbsent(key.copy(), partition -> new ArrayList<>()).add(record);
    }
    var append = table.newAppend();
    byPartition.forEach(
        (partition, records) -> append.appendFile(write(table, partition, records)));
    append.commit();
  }

  private static org.apache.iceberg.DataFile write(
      Table table, PartitionKey partition, List<Record> records) {
    String path = table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet");
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .dataFileFormat(FileFormat.PARQUET)
            .build()
            .newDataWriter(
                EncryptedFiles.plainAsEncryptedOutput(table.io().newOutputFile(path)),
                table.spec(),
                partition);
    try (writer) {
      writer.write(records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toDataFile();
  }

  private static Record record(Table table, Map<String, Object> row) {
    GenericRecord record = GenericRecord.create(table.schema());
    for (NestedField field : table.schema().columns()) {
      record.setField(field.name(), value(field, row.get(field.name())));
    }
    return record;
  }

  private static Object value(NestedField field, Object value) {
    if (value instanceof Long micros && field.type() instanceof TimestampType) {
      return OffsetDateTime.ofInstant(
          Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
    }
    return value;
  }

  private static TableIdentifier id(String table) {
    return TableIdentifier.of(Tables.NAMESPACE, table);
  }

  /** A value of a row that no event has. */
  public static Long later(Object micros) {
    return (Long) micros + Micros.ofMillis(1);
  }

  public static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }
}
