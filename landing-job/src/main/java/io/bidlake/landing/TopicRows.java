package io.bidlake.landing;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.landing.avro.AvroRows;
import io.bidlake.landing.columns.ColumnNames;
import io.bidlake.landing.json.JsonRows;
import io.bidlake.landing.rules.TopicRule;
import io.bidlake.landing.sink.LandedRow;
import io.bidlake.landing.table.LandingTable;
import io.bidlake.landing.table.TopicTables;
import io.bidlake.landing.topics.TopicRecord;
import io.bidlake.model.PossibleTimes;
import io.bidlake.registry.UnknownSchemaException;
import io.bidlake.registry.WireFormat;
import io.bidlake.registry.WriterSchemas;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.types.Types.NestedField;

/** Makes the rows of one topic, and its table what the rows need. Not thread-safe. */
final class TopicRows {

  /** A schema that cannot be stored is tried again after this time: its table may have changed. */
  private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

  /** Any schema of the registry can occur in any topic. */
  private static final int MOST_SCHEMAS = 1_000;

  private final String topic;
  private final TopicRule rule;
  private final TopicTables tables;
  private final TopicTables.Shared shared;
  private final WriterSchemas schemas;
  private final PossibleTimes possible;
  private final JsonRows json;
  private final Map<Integer, AvroRows> avro = new HashMap<>();
  private final Map<Integer, Refusal> refused = new HashMap<>();

  /** State of the table for which the readers are; null before the first record. */
  private LandingTable table;

  private LandedRow landed;
  private final Map<Integer, AvroRows.Reader> avroReaders = new HashMap<>();
  private JsonRows.Reader jsonReader;
  private RecordFiller filler;
  private int[] repeatedBy;

  private record Refusal(UndecodableRecordException why, long until) {}

  TopicRows(
      String topic,
      TopicRule rule,
      TopicTables tables,
      WriterSchemas schemas,
      PossibleTimes possible) {
    this.topic = topic;
    this.rule = rule;
    this.tables = tables;
    this.shared = tables.table(TopicTables.nameOf(topic, rule));
    this.schemas = schemas;
    this.possible = possible;
    this.json = new JsonRows(rule.fields());
  }

  TopicRule rule() {
    return rule;
  }

  String topic() {
    return topic;
  }

  /** Returns the state of the table for which the last row is. */
  LandingTable table() {
    return table;
  }

  /** Returns the row of a record as {@link #row} does, for the sink. */
  LandedRow landed(TopicRecord record) throws UndecodableRecordException {
    RowData row = row(record);
    return landed.with(row);
  }

  /**
   * Returns the row of a record, which is valid until the next one.
   *
   * @throws UndecodableRecordException if it cannot be stored
   * @throws io.bidlake.registry.RegistryUnavailableException if the registry does not answer; the
   *     record may be valid, so the job must fail and retry
   */
  GenericRowData row(TopicRecord record) throws UndecodableRecordException {
    if (record.value.length == 0) {
      throw new UndecodableRecordException(Reason.EMPTY, "the record has no value");
    }
    RecordFiller.requirePossible(record, possible);
    boolean isAvro =
        switch (rule.format()) {
          case AVRO -> true;
          case JSON -> false;
          case ANY -> record.value[0] == 0;
        };
    GenericRowData row = isAvro ? avro(record) : json(record);
    filler.fill(row, record, isAvro ? WireFormat.schemaId(record.value) : null);
    return row;
  }

  private GenericRowData avro(TopicRecord record) throws UndecodableRecordException {
    if (!WireFormat.hasHeader(record.value)) {
      throw new UndecodableRecordException(
          Reason.NOT_WIRE_FORMAT,
          "expected the byte 0 and a schema id, was %d bytes starting with 0x%02x"
              .formatted(record.value.length, record.value[0]));
    }
    int id = WireFormat.schemaId(record.value);
    useCurrentTable();
    AvroRows.Reader reader = avroReaders.get(id);
    if (reader == null) {
      reader = avroReader(id, record);
    }
    return reader.read(record.value, WireFormat.HEADER_LENGTH);
  }

  /**
   * Returns the reader of a schema, for which the table is changed first if it must be.
   *
   * @param record record that was written with it, unless its bytes are corrupt: any bytes can have
   *     the id of any schema
   */
  private AvroRows.Reader avroReader(int id, TopicRecord record) throws UndecodableRecordException {
    Refusal refusal = refused.get(id);
    if (refusal != null && System.nanoTime() - refusal.until < 0) {
      throw refusal.why;
    }
    if (avro.size() >= MOST_SCHEMAS || refused.size() >= MOST_SCHEMAS) {
      avro.clear();
      avroReaders.clear();
      refused.clear();
    }
    try {
      AvroRows rows = avro.get(id);
      if (rows == null) {
        rows = new AvroRows(schemas.schema(id, avro.keySet()), rule.fields());
        avro.put(id, rows);
      }
      rows.requireRecord(record.value, WireFormat.HEADER_LENGTH);
      use(tables.fit(topic, rule, rows.columns(), false));
      refused.remove(id);
      AvroRows.Reader reader = rows.reader(table.columns());
      avroReaders.put(id, reader);
      return reader;
    } catch (UnknownSchemaException e) {
      // Looked up again with each record, as it may be registered any time.
      throw new UndecodableRecordException(Reason.UNKNOWN_SCHEMA, e.getMessage());
    } catch (UndecodableRecordException e) {
      if (e.reason() != Reason.MALFORMED) { // Another record of the schema may be well-formed.
        refused.put(id, new Refusal(e, System.nanoTime() + REFUSED_FOR.toNanos()));
      }
      throw e;
    }
  }

  private GenericRowData json(TopicRecord record) throws UndecodableRecordException {
    JsonNode document = JsonRows.parse(record.value);
    useCurrentTable();
    GenericRowData row = jsonReader == null ? null : jsonReader.read(document);
    if (row == null) {
      use(tables.fit(topic, rule, json.columns(document), true));
      if (jsonReader == null) {
        jsonReader = json.reader(table.columns());
      }
      row = jsonReader.read(document);
    }
    if (row == null) {
      throw new UndecodableRecordException(
          Reason.IRRECONCILABLE,
          "a value has another type than its column; for numbers with and without fractions, give"
              + " the column a type by a rule");
    }
    return row;
  }

  private void useCurrentTable() {
    use(shared.current());
  }

  @SuppressWarnings("ReferenceEquality") // Another state of the table is another object.
  private void use(LandingTable current) {
    if (current == table) {
      return;
    }
    table = current;
    avroReaders.clear();
    jsonReader = null;
    if (current == null) {
      return;
    }
    landed = new LandedRow(current);
    filler = new RecordFiller(topic, current, rule.partitionBy(), possible);
    if (rule.repeats() != null) {
      List<NestedField> columns = current.columns().fields();
      repeatedBy =
          rule.repeats().by().stream()
              .mapToInt(name -> ColumnNames.find(columns, name).map(columns::indexOf).orElse(-1))
              .toArray();
    }
  }

  /**
   * Returns the positions in a row of the columns by which repeated records are found; -1 for one
   * that the table does not have.
   */
  int[] repeatedBy() {
    return repeatedBy;
  }
}
