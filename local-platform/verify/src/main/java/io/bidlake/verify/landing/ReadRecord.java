package io.bidlake.verify.landing;

import io.bidlake.verify.base.Micros;
import io.bidlake.verify.columns.AvroColumns;
import io.bidlake.verify.columns.FieldNames;
import io.bidlake.verify.columns.JsonColumns;
import io.bidlake.verify.columns.JsonTexts;
import io.bidlake.verify.columns.UnstorableException;
import io.bidlake.verify.kafka.MessageReader;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.landing.TopicRule.Format;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.sender.Given;
import io.bidlake.verify.text.Documents;
import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.StructType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads records of one topic as rows of its table. Not thread-safe. */
final class ReadRecord {

  static {
    MessageReader.limitSizes();
  }

  private static final int HEADER = 5;
  private static final int LONGEST_NUMBER = 1_000;

  private final LandingTable table;
  private final TopicRule rule;
  private final WriterSchemas schemas;
  private final JsonTexts jsonTexts;
  private final JsonColumns json;
  private final Map<Integer, AvroReader> readers = new HashMap<>();

  /** The positions of the columns in {@link FieldNames#OF_KAFKA}. */
  private final int[] ofKafka;

  private final StructType headers;
  private BinaryDecoder decoder;

  ReadRecord(LandingTable table, TopicRule rule, WriterSchemas schemas, JsonTexts jsonTexts) {
    this.table = table;
    this.rule = rule;
    this.schemas = schemas;
    this.jsonTexts = jsonTexts;
    this.json = new JsonColumns(table.columns(), rule.fields(), jsonTexts);
    this.ofKafka = FieldNames.OF_KAFKA.stream().mapToInt(table::place).toArray();
    ListType list = (ListType) table.columns().field("kafka_headers").type();
    this.headers = (StructType) list.elementType();
  }

  /**
   * What a record is.
   *
   * @param row the values of its row; null if it must be a dead letter
   * @param fault why it must be a dead letter; empty if it can be a row
   * @param isDoubtful whether it can be a dead letter all the same
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Reading(Object[] row, String fault, boolean isDoubtful) {

    private static Reading fault(DeadLetterReason reason, String words) {
      return new Reading(null, reason + ": " + words, false);
    }

    private Reading doubtful() {
      return new Reading(row, fault, true);
    }
  }

  Reading of(ConsumerRecord<byte[], byte[]> found) {
    byte[] value = found.value();
    if (value == null || value.length == 0) {
      return Reading.fault(DeadLetterReason.EMPTY, "no bytes");
    }
    try {
      boolean isAvro = rule.format().map(Format.AVRO::equals).orElse(value[0] == 0);
      return isAvro ? ofAvro(found) : ofJson(found);
    } catch (UnstorableException e) {
      return new Reading(null, e.getMessage(), false);
    } catch (StackOverflowError e) {
      return new Reading(null, "records are nested too deeply", false);
    }
  }

  private Reading ofAvro(ConsumerRecord<byte[], byte[]> found) throws UnstorableException {
    byte[] value = found.value();
    if (value.length < HEADER || value[0] != 0) {
      return Reading.fault(DeadLetterReason.NOT_WIRE_FORMAT, "no schema id at its start");
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    AvroReader reader = reader(id);
    if (reader.columns() == null) {
      return reader.schema().isEmpty()
          ? Reading.fault(DeadLetterReason.UNKNOWN_SCHEMA, "no schema has id " + id)
          : Reading.fault(DeadLetterReason.INCOMPATIBLE_SCHEMA, "no record");
    }
    GenericRecord record;
    try {
      decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, decoder);
      record = reader.avro().read(null, decoder);
      if (!decoder.isEnd()) {
        return Reading.fault(DeadLetterReason.MALFORMED, "bytes after the record");
      }
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | UnsupportedOperationException
        | StackOverflowError e) {
      return Reading.fault(DeadLetterReason.MALFORMED, "no record of schema " + id);
    }
    return new Reading(withKafka(reader.columns().row(record), found, id), "", false);
  }

  private AvroReader reader(int id) {
    return readers.computeIfAbsent(
        id,
        key -> {
          Optional<Schema> schema = schemas.byId(id);
          return schema
              .filter(known -> known.getType() == Schema.Type.RECORD)
              .map(
                  known ->
                      new AvroReader(
                          schema,
                          new GenericDatumReader<>(known),
                          new AvroColumns(known, table.columns(), rule.fields(), jsonTexts)))
              .orElse(new AvroReader(schema, null, null));
        });
  }

  /**
   * The reader of one schema.
   *
   * @param schema the schema; empty if it is unknown
   * @param avro decodes records; null if they cannot be decoded
   * @param columns converts records; null if they cannot be decoded
   */
  private record AvroReader(
      Optional<Schema> schema, GenericDatumReader<GenericRecord> avro, AvroColumns columns) {}

  private Reading ofJson(ConsumerRecord<byte[], byte[]> found) throws UnstorableException {
    byte[] value = found.value();
    Reading reading = ofJson(found, value);
    if (reading.row() != null) {
      return isOdd(value) ? reading.doubtful() : reading;
    }
    // The job may repair bytes that are not UTF-8.
    byte[] repaired = new String(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(value, repaired) ? reading : ofJson(found, repaired).doubtful();
  }

  /**
   * Whether it starts with a byte order mark, or has a very long number: not every parser agrees.
   */
  private static boolean isOdd(byte[] value) {
    int digits = 0;
    for (byte each : value) {
      digits = each >= '0' && each <= '9' ? digits + 1 : 0;
      if (digits > LONGEST_NUMBER / 2) {
        return true;
      }
    }
    return value[0] == (byte) 0xef;
  }

  private Reading ofJson(ConsumerRecord<byte[], byte[]> found, byte[] text)
      throws UnstorableException {
    try {
      return Documents.only(text) instanceof Json.Fields object
          ? new Reading(withKafka(json.row(object), found, null), "", object.isRepeating())
          : Reading.fault(DeadLetterReason.MALFORMED, "no JSON object");
    } catch (FaultException e) {
      return Reading.fault(DeadLetterReason.MALFORMED, e.getMessage());
    }
  }

  private Object[] withKafka(Object[] row, ConsumerRecord<byte[], byte[]> found, Integer schemaId) {
    row[ofKafka[0]] = found.topic();
    row[ofKafka[1]] = found.partition();
    row[ofKafka[2]] = found.offset();
    row[ofKafka[3]] = Micros.ofMillis(found.timestamp());
    row[ofKafka[4]] = found.key() == null ? null : ByteBuffer.wrap(found.key());
    row[ofKafka[5]] = headers(found);
    row[ofKafka[6]] = schemaId;
    return row;
  }

  private List<Object> headers(ConsumerRecord<byte[], byte[]> found) {
    List<Object> all = new ArrayList<>();
    for (Header header : found.headers()) {
      all.add(header(headers, header));
    }
    return all;
  }

  private static Object header(StructType type, Header header) {
    Object[] fields = new Object[type.fields().size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          switch (type.fields().get(i).name()) {
            case "key" -> Given.stored(header.key());
            case "value" -> header.value() == null ? null : ByteBuffer.wrap(header.value());
            default -> null;
          };
    }
    return fields;
  }
}
