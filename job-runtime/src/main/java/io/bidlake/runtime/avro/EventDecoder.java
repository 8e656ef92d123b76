package io.bidlake.runtime.avro;

import io.bidlake.model.Topic;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.SchemaRegistry;
import io.bidlake.registry.UnknownSchemaException;
import io.bidlake.registry.WireFormat;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decodes values in the registry's wire format into generated records, whatever schema they were
 * written with. Not thread-safe, and each call overwrites the record that the last one returned.
 */
public final class EventDecoder<T extends SpecificRecord> {

  /** How long an id that the registry did not know is not asked for again. */
  private static final long UNKNOWN_FOR_NANOS = 60_000_000_000L;

  private static final int MOST_UNKNOWN_IDS = 10_000;

  private final Schema readerSchema;
  private final SchemaRegistry registry;
  private final Map<Integer, RecordReader<T>> readers = new HashMap<>();
  private final Map<Integer, Long> unknownSince = new HashMap<>();
  private final BytesDecoder decoder = new BytesDecoder();

  private T reused;
  private int lastId;
  private RecordReader<T> lastReader;

  public EventDecoder(Topic<T> topic, RegistrySettings registry) {
    this.readerSchema = topic.schema();
    this.registry = new SchemaRegistry(registry);
  }

  /**
   * Decodes one value.
   *
   * @throws UndecodableRecordException if the bytes are no such event
   * @throws io.bidlake.registry.RegistryUnavailableException if the registry does not answer: then
   *     nothing can be said about the bytes, and the job must try again
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
        return reused;
      }
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | UnsupportedOperationException
        | NegativeArraySizeException e) {
      // Half overwritten.
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
    Schema writerSchema = writerSchema(id);
    if (!writerSchema.getFullName().equals(readerSchema.getFullName())) {
      throw new UndecodableRecordException(
          Reason.INCOMPATIBLE_SCHEMA,
          "expected a %s, schema %d is a %s"
              .formatted(readerSchema.getFullName(), id, writerSchema.getFullName()));
    }
    var compatibility =
        SchemaCompatibility.checkReaderWriterCompatibility(readerSchema, writerSchema);
    if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new UndecodableRecordException(
          Reason.INCOMPATIBLE_SCHEMA,
          "schema %d cannot be read as %s: %s"
              .formatted(
                  id,
                  readerSchema.getFullName(),
                  compatibility.getResult().getIncompatibilities()));
    }
    return RecordReaders.of(writerSchema, readerSchema);
  }

  private Schema writerSchema(int id) throws UndecodableRecordException {
    Long since = unknownSince.get(id);
    if (since == null || System.nanoTime() - since > UNKNOWN_FOR_NANOS) {
      try {
        Schema schema = registry.schema(id);
        unknownSince.remove(id);
        return schema;
      } catch (UnknownSchemaException e) {
        if (unknownSince.size() >= MOST_UNKNOWN_IDS) {
          unknownSince.clear();
        }
        unknownSince.put(id, System.nanoTime());
        throw new UndecodableRecordException(Reason.UNKNOWN_SCHEMA, e.getMessage());
      }
    }
    throw new UndecodableRecordException(
        Reason.UNKNOWN_SCHEMA, "the registry has no schema with id " + id);
  }

  private static String describe(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
