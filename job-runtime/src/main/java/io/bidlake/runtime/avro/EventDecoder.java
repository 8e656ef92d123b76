package io.bidlake.runtime.avro;

import io.bidlake.model.Topic;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.UnknownSchemaException;
import io.bidlake.registry.WireFormat;
import io.bidlake.registry.WriterSchemas;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decodes values in the wire format of the schema registry into generated records, resolving the
 * schema with which they were written. Invalid texts are repaired, so all texts are valid Unicode.
 * Not thread-safe; each call overwrites the record that the previous one returned.
 */
public final class EventDecoder<T extends SpecificRecord> {

  private static final int MOST_REFUSED_IDS = 10_000;

  private final Schema readerSchema;
  private final WriterSchemas schemas;
  private final Map<Integer, RecordReader<T>> readers = new HashMap<>();

  /** Why schemas in the registry cannot be read, by id. */
  private final Map<Integer, String> refused = new HashMap<>();

  private final BytesDecoder decoder = new BytesDecoder();
  private final TextRepair repair;

  private T reused;
  private int lastId;
  private RecordReader<T> lastReader;

  public EventDecoder(Topic<T> topic, RegistrySettings registry) {
    this(topic, registry, field -> {});
  }

  /**
   * @param repaired called with the field of each text that is not UTF-8 or contains a NUL
   */
  public EventDecoder(Topic<T> topic, RegistrySettings registry, Consumer<String> repaired) {
    this.readerSchema = topic.schema();
    this.schemas = new WriterSchemas(registry);
    this.repair = new TextRepair(repaired);
  }

  /**
   * Decodes one value.
   *
   * @throws UndecodableRecordException if the bytes are not an event of the topic
   * @throws io.bidlake.registry.RegistryUnavailableException if the registry does not answer; the
   *     record may be valid, so the job must fail and retry
   */
  public T decode(byte[] value) throws UndecodableRecordException {
    if (value.length == 0) {
      throw new UndecodableRecordException(Reason.EMPTY, "the record has no value");
    }
    if (!WireFormat.hasHeader(value)) {
      throw new UndecodableRecordException(
          Reason.NOT_WIRE_FORMAT,
          "expected the byte 0 and a schema id, was %d bytes starting with 0x%02x"
              .formatted(value.length, value[0]));
    }
    int id = WireFormat.schemaId(value);
    if (lastReader == null || id != lastId) {
      lastReader = reader(id);
      lastId = id;
    }
    return decode(value, lastReader);
  }

  private T decode(byte[] value, RecordReader<T> reader) throws UndecodableRecordException {
    decoder.begin(value, WireFormat.HEADER_LENGTH);
    try {
      reused = reader.read(reused, decoder);
      if (decoder.isEnd()) {
        if (decoder.hasUnreadableText()) {
          repair.of(reused);
        }
        return reused;
      }
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | UnsupportedOperationException
        | NegativeArraySizeException
        | StackOverflowError e) { // Avro skips nested values recursively.
      // The record is partially overwritten: do not reuse it.
      reused = null;
      throw new UndecodableRecordException(Reason.MALFORMED, describe(e));
    }
    throw new UndecodableRecordException(Reason.MALFORMED, "bytes follow the end of the record");
  }

  private RecordReader<T> reader(int id) throws UndecodableRecordException {
    RecordReader<T> reader = readers.get(id);
    if (reader == null) {
      reader = newReader(id);
      readers.put(id, reader);
    }
    return reader;
  }

  private RecordReader<T> newReader(int id) throws UndecodableRecordException {
    String refusal = refused.get(id);
    if (refusal == null) {
      try {
        Schema writerSchema = schemas.schema(id, readers.keySet());
        refusal = incompatibility(id, writerSchema);
        if (refusal == null) {
          return RecordReaders.of(writerSchema, readerSchema);
        }
      } catch (UnknownSchemaException e) {
        throw new UndecodableRecordException(Reason.UNKNOWN_SCHEMA, e.getMessage());
      } catch (AvroRuntimeException e) {
        refusal = unreadable(id, describe(e));
      }
      if (refused.size() >= MOST_REFUSED_IDS) {
        refused.clear();
      }
      refused.put(id, refusal);
    }
    throw new UndecodableRecordException(Reason.INCOMPATIBLE_SCHEMA, refusal);
  }

  /** Returns why a schema cannot be read; null if it can be. */
  private String incompatibility(int id, Schema writerSchema) {
    if (!writerSchema.getFullName().equals(readerSchema.getFullName())) {
      return "expected a %s, schema %d is a %s"
          .formatted(readerSchema.getFullName(), id, writerSchema.getFullName());
    }
    var compatibility =
        SchemaCompatibility.checkReaderWriterCompatibility(readerSchema, writerSchema);
    return compatibility.getType() == SchemaCompatibilityType.COMPATIBLE
        ? null
        : unreadable(id, compatibility.getResult().getIncompatibilities().toString());
  }

  private String unreadable(int id, String why) {
    return "schema %d cannot be read as %s: %s".formatted(id, readerSchema.getFullName(), why);
  }

  private static String describe(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
