package io.bidlake.verify.landing;

import io.bidlake.verify.base.Micros;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.columns.AvroColumns;
import io.bidlake.verify.columns.FieldNames;
import io.bidlake.verify.columns.JsonColumns;
import io.bidlake.verify.columns.UnstorableException;
import io.bidlake.verify.kafka.KafkaScan.RawEntry;
import io.bidlake.verify.kafka.MessageReader;
import io.bidlake.verify.kafka.MessageReader.UndecodableException;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.landing.TopicRule.Format;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.sender.Given;
import io.bidlake.verify.text.Documents;
import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.StructType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads records of one topic as rows of its table. Not thread-safe. */
final class ReadRecord {

  private static final int LONGEST_NUMBER = 1_000;

  private final LandingTopic topic;
  private final TimeLimits limits;
  private final MessageReader<GenericRecord> avro;
  private final JsonColumns json;
  private final IdentityHashMap<Schema, AvroColumns> bySchema = new IdentityHashMap<>();

  /** The positions of the columns in {@link FieldNames#OF_KAFKA}. */
  private final int[] ofKafka;

  private final StructType headers;

  ReadRecord(LandingTopic topic, WriterSchemas schemas, TimeLimits limits) {
    StructType columns = topic.table().columns();
    this.topic = topic;
    this.limits = limits;
    this.avro = MessageReader.ofAnyRecord(schemas);
    this.json = new JsonColumns(columns, topic.rule().fields(), topic.jsonTexts());
    this.ofKafka = FieldNames.OF_KAFKA.keySet().stream().mapToInt(topic.table()::place).toArray();
    ListType list = (ListType) columns.field("kafka_headers").type();
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

    private static Reading fault(String words) {
      return new Reading(null, words, false);
    }

    private static Reading fault(DeadLetterReason reason, String words) {
      return fault(reason + ": " + words);
    }

    private Reading doubtful() {
      return new Reading(row, fault, true);
    }
  }

  Reading of(RawEntry entry) {
    ConsumerRecord<byte[], byte[]> found = entry.record();
    byte[] value = found.value();
    if (entry.sentAgain()) {
      return Reading.fault("its dead letter was sent again");
    }
    if (limits.receipt(found.timestamp()).isEmpty()) {
      return Reading.fault("IMPOSSIBLE_TIME: of Kafka's record");
    }
    if (value == null || value.length == 0) {
      return Reading.fault(DeadLetterReason.EMPTY, "no bytes");
    }
    try {
      boolean isAvro = topic.rule().format().map(Format.AVRO::equals).orElse(value[0] == 0);
      return isAvro ? ofAvro(found) : ofJson(found);
    } catch (UndecodableException e) {
      return Reading.fault(e.reason(), e.getMessage());
    } catch (UnstorableException e) {
      return Reading.fault(e.getMessage());
    } catch (StackOverflowError e) {
      return Reading.fault("records are nested too deeply");
    }
  }

  private Reading ofAvro(ConsumerRecord<byte[], byte[]> found)
      throws UndecodableException, UnstorableException {
    GenericRecord record = avro.read(found.value());
    AvroColumns columns =
        bySchema.computeIfAbsent(
            record.getSchema(),
            schema ->
                new AvroColumns(
                    schema, topic.table().columns(), topic.rule().fields(), topic.jsonTexts()));
    return new Reading(
        withKafka(columns.row(record), found, MessageReader.schemaId(found.value())), "", false);
  }

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
