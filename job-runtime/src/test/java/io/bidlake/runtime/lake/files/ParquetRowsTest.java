package io.bidlake.runtime.lake.files;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.FlinkFileWriterFactory;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table may also have columns of types that only its owner uses. */
class ParquetRowsTest {

  private static final Schema COLUMNS =
      new Schema(
          required(1, "id", Types.StringType.get()),
          optional(2, "city", Types.StringType.get()),
          optional(3, "count", Types.LongType.get()),
          optional(4, "topics", Types.ListType.ofRequired(11, Types.StringType.get())),
          required(5, "names", Types.ListType.ofRequired(12, Types.StringType.get())),
          optional(6, "remarks", Types.ListType.ofOptional(13, Types.StringType.get())),
          optional(7, "price", Types.DecimalType.of(9, 2)),
          optional(
              8,
              "labels",
              Types.MapType.ofOptional(14, 15, Types.StringType.get(), Types.StringType.get())),
          optional(
              9, "place", Types.StructType.of(optional(16, "country", Types.StringType.get()))),
          optional(10, "scores", Types.ListType.ofRequired(17, Types.IntegerType.get())));

  private final Random random = new Random(7);
  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private Table table;

  @BeforeEach
  void createTable() {
    catalog.initialize("lake", Map.of());
    catalog.createNamespace(Namespace.of("db"));
    table =
        catalog
            .buildTable(TableIdentifier.of("db", "texts"), COLUMNS)
            .withProperty("write.parquet.dict-size-bytes", "4096")
            .withProperty("write.parquet.page-size-bytes", "8192")
            .create();
  }

  @AfterEach
  void closeCatalog() throws IOException {
    catalog.close();
  }

  @Test
  void writesTheSameFileAsIceberg() throws IOException {
    List<RowData> rows = IntStream.range(0, 20_000).mapToObj(this::row).toList();
    FileWriterFactory<RowData> icebergs =
        new FlinkFileWriterFactory.Builder(table)
            .dataFileFormat(FileFormat.PARQUET)
            .dataSchema(table.schema())
            .dataFlinkType(FlinkSchemaUtil.convert(table.schema()))
            .build();

    assertThat(file(ours(), rows)).isEqualTo(file(icebergs, rows));
  }

  @Test
  void writesRowsThatCameFromAnotherTask() throws IOException {
    List<RowData> rows = IntStream.range(0, 1_000).mapToObj(this::row).toList();
    RowDataSerializer network = new RowDataSerializer(FlinkSchemaUtil.convert(table.schema()));
    List<RowData> received =
        rows.stream().<RowData>map(row -> network.toBinaryRow(row).copy()).toList();

    assertThat(file(ours(), received)).isEqualTo(file(ours(), rows));
  }

  private RowFiles ours() {
    return new RowFiles(table, table.schema(), FlinkSchemaUtil.convert(table.schema()));
  }

  private static byte[] file(FileWriterFactory<RowData> files, List<RowData> rows)
      throws IOException {
    InMemoryOutputFile file = new InMemoryOutputFile("memory:/file.parquet");
    DataWriter<RowData> writer =
        files.newDataWriter(
            EncryptedFiles.plainAsEncryptedOutput(file), PartitionSpec.unpartitioned(), null);
    try (writer) {
      rows.forEach(writer::write);
    }
    assertThat(writer.toDataFile().recordCount()).isEqualTo(rows.size());
    return file.toByteArray();
  }

  private RowData row(int number) {
    return GenericRowData.of(
        StringData.fromString("r" + number),
        orNull(text(50)),
        orNull((long) random.nextInt(9)),
        orNull(texts(false)),
        texts(false),
        orNull(texts(true)),
        orNull(DecimalData.fromBigDecimal(BigDecimal.valueOf(random.nextInt(999), 2), 9, 2)),
        orNull(new GenericMapData(Map.of(text(5), text(5)))),
        orNull(GenericRowData.of(orNull(text(5)))),
        orNull(new GenericArrayData(new int[] {number, 1})));
  }

  private GenericArrayData texts(boolean withNulls) {
    List<Object> texts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      texts.add(withNulls ? orNull(text(9)) : text(1_000));
    }
    return new GenericArrayData(texts.toArray());
  }

  private StringData text(int different) {
    return StringData.fromBytes(("Ä" + random.nextInt(different)).getBytes(StandardCharsets.UTF_8));
  }

  private Object orNull(Object value) {
    return random.nextInt(5) == 0 ? null : value;
  }
}
