package io.bidlake.verify;

import io.bidlake.model.PossibleTimes;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.enrichment.Enrichments;
import io.bidlake.verify.enrichment.TestEnrichments;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.lake.PinnedLake;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.rows.EventSource;
import io.bidlake.verify.rows.ExpectedRows;
import io.bidlake.verify.truth.WindowTable;
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
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.TimestampType;

/** The tables of the lake, written with Iceberg's own writers. Without a path it is in memory. */
public final class TestLake {

  public static final TimeLimits LIMITS = new TimeLimits(PossibleTimes.DEFAULTS);

  private final Catalog catalog;

  public TestLake() {
    this(inMemory());
  }

  public TestLake(Catalog catalog) {
    this.catalog = catalog;
    Tables.ALL.forEach(this::create);
  }

  /** Creates a table that a test has beside those of Bidlake. */
  public void create(TableDefinition<?> table) {
    catalog
        .buildTable(id(table.name()), table.schema())
        .withPartitionSpec(table.partitioning())
        .withProperties(table.properties())
        .create();
  }

  /** The tables as they are now. */
  public PinnedLake pinned() {
    return pinned(Scope.ALL);
  }

  public PinnedLake pinned(Scope scope) {
    return pinned(scope, Tables.NAMESPACE);
  }

  /** The same where the tables of windows are in a namespace of their own. */
  public PinnedLake pinned(Scope scope, String windowsNamespace) {
    return PinnedLake.of(
        catalog, Tables.NAMESPACE, scope.tables(), windowsNamespace, WindowTable.creators());
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
    return rowsOf(kafka.avro(), kafka.scope(), entries);
  }

  /** The same, of topics that are not all Avro. */
  public static Map<Layout, List<Map<String, Object>>> rowsOf(
      EventSource source, Scope scope, List<KafkaEntry> entries) {
    return rowsOf(source, scope, TestEnrichments.usual(), entries);
  }

  /** The same, with other enrichments. */
  public static Map<Layout, List<Map<String, Object>>> rowsOf(
      EventSource source, Scope scope, Enrichments enrichments, List<KafkaEntry> entries) {
    Map<Layout, List<Map<String, Object>>> rows = new HashMap<>();
    ExpectedRows expected = new ExpectedRows(source, LIMITS, enrichments, scope.flat());
    for (KafkaEntry entry : entries) {
      expected.of(
          entry,
          (table, values) -> {
            Map<String, Object> row = new HashMap<>();
            for (int i = 0; i < values.length; i++) {
              row.put(table.columns().get(i), copy(values[i]));
            }
            row.putIfAbsent("reason", "MALFORMED");
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

  /** Replaces the row of the same key, as a job does that corrects what it wrote. */
  public void upsert(Layout layout, Map<String, Object> row) {
    Table table = table(layout);
    Record record = record(table, row);
    PartitionKey partition = partition(table, record);
    table
        .newRowDelta()
        .addRows(write(table, partition, List.of(record)))
        .addDeletes(deleteByKey(table, partition, record))
        .commit();
  }

  /** Removes the row of a key. */
  public void delete(Layout layout, Map<String, Object> row) {
    Table table = table(layout);
    Record record = record(table, row);
    table.newRowDelta().addDeletes(deleteByKey(table, partition(table, record), record)).commit();
  }

  /** Appends the row in a file and removes it again by its position in that file. */
  public void appendAndDelete(Layout layout, Map<String, Object> row) {
    Table table = table(layout);
    Record record = record(table, row);
    PartitionKey partition = partition(table, record);
    DataFile file = write(table, partition, List.of(record));
    table.newRowDelta().addRows(file).addDeletes(deleteAt(table, partition, file)).commit();
  }

  private static DeleteFile deleteByKey(Table table, PartitionKey partition, Record record) {
    Set<Integer> key = table.schema().identifierFieldIds();
    Schema keySchema = TypeUtil.select(table.schema(), key);
    EqualityDeleteWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .deleteFileFormat(FileFormat.PARQUET)
            .equalityFieldIds(key.stream().mapToInt(Integer::intValue).toArray())
            .equalityDeleteRowSchema(keySchema)
            .build()
            .newEqualityDeleteWriter(newFile(table), table.spec(), partition);
    GenericRecord keys = GenericRecord.create(keySchema);
    keySchema.columns().forEach(f -> keys.setField(f.name(), record.getField(f.name())));
    try (writer) {
      writer.write(keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toDeleteFile();
  }

  private static DeleteFile deleteAt(Table table, PartitionKey partition, DataFile file) {
    PositionDeleteWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .deleteFileFormat(FileFormat.PARQUET)
            .build()
            .newPositionDeleteWriter(newFile(table), table.spec(), partition);
    try (writer) {
      writer.write(PositionDelete.<Record>create().set(file.location(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.toDeleteFile();
  }

  private static PartitionKey partition(Table table, Record record) {
    PartitionKey key = new PartitionKey(table.spec(), table.schema());
    key.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(record));
    return key;
  }

  private static EncryptedOutputFile newFile(Table table) {
    String path = table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet");
    return EncryptedFiles.plainAsEncryptedOutput(table.io().newOutputFile(path));
  }

  public void append(Layout layout, List<Map<String, Object>> rows) {
    Table table = table(layout);
    Map<PartitionKey, List<Record>> byPartition = new HashMap<>();
    for (Map<String, Object> row : rows) {
      Record record = record(table, row);
      byPartition
          .computeIfAbsent(partition(table, record), partition -> new ArrayList<>())
          .add(record);
    }
    var append = table.newAppend();
    byPartition.forEach(
        (partition, records) -> append.appendFile(write(table, partition, records)));
    append.commit();
  }

  private static DataFile write(Table table, PartitionKey partition, List<Record> records) {
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .dataFileFormat(FileFormat.PARQUET)
            .build()
            .newDataWriter(newFile(table), table.spec(), partition);
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
