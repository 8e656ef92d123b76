package io.bidlake.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Topics;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.tables.DeadLetter;
import io.bidlake.tables.Placement;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.data.FlinkParquetReaders;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.TaskWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes in Parquet files, as a reader takes them that checks each text. */
class ReadableFilesTest {

  /** Latin-1, then NUL, then the first byte of a character whose others are missing. */
  private static final byte[] BROKEN = {'c', 'a', 'f', (byte) 0xe9, 0, 'x', (byte) 0xc3};

  private static final String REPAIRED = "caf\uFFFD\uFFFDx\uFFFD";

  @TempDir Path warehouse;
  private Lake lake;

  @BeforeEach
  void openLake() {
    lake =
        new Lake(new CatalogSettings("db", Map.of("type", "hadoop", "warehouse", "" + warehouse)));
  }

  @Test
  void holdValidTextWhateverBytesARequestHas() throws Exception {
    BidRequest request = SampleEvents.request("r1");
    request.setApp(SampleEvents.app("pub-1"));
    breakTexts(request);
    List<String> repaired = new ArrayList<>();
    BidRequest decoded;
    try (InJvmRegistry registry = new InJvmRegistry()) {
      byte[] message = WireMessages.of(registry.add(BidRequest.getClassSchema()), request);
      decoded =
          new EventDecoder<>(Topics.BID_REQUESTS, registry.settings(), repaired::add)
              .decode(message);
    }
    Placement placement = new Placement(Enrichments.defaults());
    placement.request(decoded, 0);
    placement.imp(decoded.getImp().get(0));

    List<String> texts = written(Tables.BID_REQUESTS_ENRICHED, placement);

    assertThat(texts).contains(REPAIRED, "AMBIGUOUS_INVENTORY", "Mobile App");
    assertThat(texts.stream().filter(REPAIRED::equals)).hasSizeGreaterThan(12);
    assertThat(repaired)
        .contains("id", "imp.id", "site.domain", "site.publisher.id", "device.geo.country", "cur");
  }

  @Test
  void holdValidTextWhateverAnErrorQuotes() throws Exception {
    DeadLetter letter =
        new DeadLetter(
            "t\0", 0, 0, DeadLetter.Reason.MALFORMED, "a\uD800b\0", new byte[] {-1}, 0, null);

    assertThat(written(Tables.DEAD_LETTERS, letter))
        .containsExactly("t\uFFFD", "MALFORMED", "a?b\uFFFD");
  }

  private static void breakTexts(IndexedRecord record) {
    for (Field field : record.getSchema().getFields()) {
      record.put(field.pos(), broken(record.get(field.pos())));
    }
  }

  private static Object broken(Object value) {
    if (value instanceof IndexedRecord record) {
      breakTexts(record);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ReadableFilesTest::broken).toList();
    }
    return value instanceof Utf8 ? new Utf8(BROKEN) : value;
  }

  /** Writes a row, and reads the texts of the file with a decoder that refuses what is no UTF-8. */
  private <S> List<String> written(TableDefinition<S> definition, S source) throws Exception {
    Table table = lake.open(definition);
    RowDataTaskWriterFactory writers =
        new RowDataTaskWriterFactory(
            table,
            FlinkSchemaUtil.convert(table.schema()),
            1 << 20,
            FileFormat.PARQUET,
            Map.of(),
            null,
            false);
    writers.initialize(0, 0);
    String file;
    try (TaskWriter<RowData> writer = writers.create()) {
      writer.write(lake.rows(definition).writer().write(source));
      file = writer.complete().dataFiles()[0].location();
    }
    List<String> texts = new ArrayList<>();
    try (CloseableIterable<RowData> rows =
        Parquet.read(table.io().newInputFile(file))
            .project(table.schema())
            .createReaderFunc(type -> FlinkParquetReaders.buildReader(table.schema(), type))
            .build()) {
      for (RowData row : rows) {
        for (int i = 0; i < table.schema().columns().size(); i++) {
          Type type = table.schema().columns().get(i).type();
          if (!row.isNullAt(i) && type.typeId() == Type.TypeID.STRING) {
            texts.add(strict(row.getString(i)));
          } else if (!row.isNullAt(i) && type.isListType()) {
            ArrayData list = row.getArray(i);
            for (int element = 0; element < list.size(); element++) {
              texts.add(strict(list.getString(element)));
            }
          }
        }
      }
    }
    return texts;
  }

  private static String strict(StringData text) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.toBytes())).toString();
  }
}
