package io.bidlake.verify.landing;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;

import io.bidlake.verify.TestLake;
import io.bidlake.verify.columns.KeyedHash;
import io.bidlake.verify.kafka.KafkaScan.RawEntry;
import io.bidlake.verify.landing.LandingReconciliation.Letters;
import io.bidlake.verify.landing.LandingReconciliation.Log;
import io.bidlake.verify.report.LandingResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A topic in a list, and its table, written with Iceberg's own writers. */
final class TestLanding implements Log, Letters {

  static final String TOPIC = "events.views";
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final int FIRST_FIELD = 100;

  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final List<RawEntry> entries = new ArrayList<>();
  private final List<Letter> letters = new ArrayList<>();
  private final Map<Integer, org.apache.avro.Schema> schemas = new HashMap<>();
  private final Table table;
  private final Set<String> compacted = new HashSet<>();
  private long sent;
  private long beginning;
  private String rules = "";

  private record Letter(long offset, String reason) {}

  /**
   * @param fields the columns besides those of Kafka
   */
  TestLanding(NestedField... fields) {
    catalog.initialize("lake", Map.of());
    catalog.createNamespace(Namespace.of("landing"));
    table =
        catalog
            .buildTable(TableIdentifier.of("landing", "events_views"), schema(fields))
            .withProperty("bidlake.topic", TOPIC)
            .create();
  }

  private static Schema schema(NestedField... fields) {
    List<NestedField> columns =
        new ArrayList<>(
            List.of(
                required(1, "kafka_topic", Types.StringType.get()),
                required(2, "kafka_partition", Types.IntegerType.get()),
                required(3, "kafka_offset", Types.LongType.get()),
                required(4, "kafka_timestamp", Types.TimestampType.withZone()),
                optional(5, "kafka_key", Types.BinaryType.get()),
                optional(
                    6,
                    "kafka_headers",
                    Types.ListType.ofOptional(
                        8,
                        Types.StructType.of(
                            optional(9, "key", Types.StringType.get()),
                            optional(10, "value", Types.BinaryType.get())))),
                optional(7, "kafka_schema_id", Types.IntegerType.get())));
    columns.addAll(List.of(fields));
    return new Schema(columns);
  }

  /** A column of the table. */
  static NestedField column(int number, String name, org.apache.iceberg.types.Type type) {
    return optional(FIRST_FIELD + number, name, type);
  }

  InMemoryCatalog catalog() {
    return catalog;
  }

  Table table() {
    return table;
  }

  /** From here on these are the rules of the topic, in YAML. */
  void rule(String yaml) {
    rules = "topics:\n  " + TOPIC + ": " + yaml + "\n";
  }

  /** Kafka has deleted the records before this offset. */
  void deleteBefore(long offset) {
    beginning = offset;
    entries.removeIf(entry -> entry.record().offset() < offset);
  }

  /** Kafka has removed the record at this offset, as another one has its key. */
  void compact(long offset) {
    compacted.add(TOPIC);
    entries.removeIf(entry -> entry.record().offset() == offset);
  }

  /** Registers a schema, and returns its id. */
  int register(String schema) {
    int id = schemas.size() + 1;
    schemas.put(id, new org.apache.avro.Schema.Parser().parse(schema));
    return id;
  }

  org.apache.avro.Schema schema(int id) {
    return schemas.get(id);
  }

  ConsumerRecord<byte[], byte[]> send(int schemaId, GenericRecord record) {
    return send(encode(schemaId, record));
  }

  ConsumerRecord<byte[], byte[]> send(String json) {
    return send(json.getBytes(StandardCharsets.UTF_8));
  }

  ConsumerRecord<byte[], byte[]> send(byte[] value) {
    return send(value, NOON.plusSeconds(entries.size()));
  }

  ConsumerRecord<byte[], byte[]> send(byte[] value, Instant time) {
    return add(value, time, true, false);
  }

  ConsumerRecord<byte[], byte[]> sendAfterMark(String json) {
    return add(
        json.getBytes(StandardCharsets.UTF_8), NOON.plusSeconds(entries.size()), false, false);
  }

  /** Sends a record of which the dead letter is sent again. */
  ConsumerRecord<byte[], byte[]> sendAndRedrive(String json) {
    return add(json.getBytes(StandardCharsets.UTF_8), NOON, true, true);
  }

  private ConsumerRecord<byte[], byte[]> add(
      byte[] value, Instant time, boolean settled, boolean sentAgain) {
    // Every third offset belongs to a transaction marker.
    long offset = sent + sent / 2;
    sent++;
    RecordHeaders headers = new RecordHeaders();
    if (offset % 2 == 1) {
      headers.add("trace", new byte[] {7});
      headers.add("nothing", null);
    }
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            TOPIC,
            0,
            offset,
            time.toEpochMilli(),
            TimestampType.CREATE_TIME,
            -1,
            -1,
            offset % 2 == 0 ? null : new byte[] {1, 2},
            value,
            headers,
            Optional.empty());
    entries.add(new RawEntry(record, settled, sentAgain));
    return record;
  }

  static byte[] encode(int schemaId, GenericRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
      new GenericDatumWriter<>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The row of a record that a correct job writes, with these values of its fields. */
  Record row(ConsumerRecord<byte[], byte[]> of, Map<String, ?> fields) {
    Record row = org.apache.iceberg.data.GenericRecord.create(table.schema());
    row.setField("kafka_topic", of.topic());
    row.setField("kafka_partition", of.partition());
    row.setField("kafka_offset", of.offset());
    row.setField("kafka_timestamp", Instant.ofEpochMilli(of.timestamp()).atOffset(ZoneOffset.UTC));
    row.setField("kafka_key", of.key() == null ? null : ByteBuffer.wrap(of.key()));
    List<Record> headers = new ArrayList<>();
    of.headers()
        .forEach(
            header -> {
              Record one =
                  org.apache.iceberg.data.GenericRecord.create(
                      table.schema().findType("kafka_headers.element").asStructType());
              one.setField("key", header.key());
              one.setField(
                  "value", header.value() == null ? null : ByteBuffer.wrap(header.value()));
              headers.add(one);
            });
    row.setField("kafka_headers", headers);
    boolean isAvro = of.value() != null && of.value().length > 4 && of.value()[0] == 0;
    row.setField("kafka_schema_id", isAvro ? ByteBuffer.wrap(of.value()).getInt(1) : null);
    fields.forEach(row::setField);
    return row;
  }

  /** A struct of a column, with these values of its fields. */
  Record struct(String column, Map<String, ?> fields) {
    Record struct =
        org.apache.iceberg.data.GenericRecord.create(
            table.schema().findType(column).asStructType());
    fields.forEach(struct::setField);
    return struct;
  }

  void append(Record... rows) {
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .dataFileFormat(FileFormat.PARQUET)
            .build()
            .newDataWriter(
                EncryptedFiles.plainAsEncryptedOutput(
                    table
                        .io()
                        .newOutputFile(
                            table
                                .locationProvider()
                                .newDataLocation(UUID.randomUUID() + ".parquet"))),
                table.spec(),
                null);
    try (writer) {
      writer.write(List.of(rows));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    table.newAppend().appendFile(writer.toDataFile()).commit();
  }

  /** Sends a record and appends its row. */
  void land(String json, Map<String, ?> fields) {
    append(row(send(json), fields));
  }

  /** Sends a record and appends its row. */
  void land(int schemaId, GenericRecord record, Map<String, ?> fields) {
    append(row(send(schemaId, record), fields));
  }

  void bury(ConsumerRecord<byte[], byte[]> record, String reason) {
    letters.add(new Letter(record.offset(), reason));
  }

  LandingReconciliation.Result run() {
    return runWithKey("secret");
  }

  LandingReconciliation.Result runWithKey(String key) {
    return new LandingReconciliation(
            LandingTable.in(catalog, "landing"),
            LandingRules.of(rules, new KeyedHash(key)),
            id -> Optional.ofNullable(schemas.get(id)),
            TestLake.LIMITS,
            this,
            this,
            NOON)
        .run();
  }

  LandingResult result() {
    return run().tables().get(0);
  }

  /** What is said about the differences. */
  List<String> differences() {
    return run().differences().stream().map(each -> each.id() + " " + each.what()).toList();
  }

  @Override
  public void read(Set<String> topics, Supplier<Consumer<RawEntry>> consumers) {
    Consumer<RawEntry> consumer = consumers.get();
    entries.stream().filter(entry -> topics.contains(entry.record().topic())).forEach(consumer);
  }

  @Override
  public Map<TopicPartition, Long> beginnings() {
    return Map.of(new TopicPartition(TOPIC, 0), beginning);
  }

  @Override
  public Set<String> compacted() {
    return compacted;
  }

  @Override
  public void read(Set<String> topics, Receiver receiver) {
    letters.forEach(letter -> receiver.letter(TOPIC, 0, letter.offset(), letter.reason()));
  }
}
