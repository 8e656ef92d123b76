package io.bidlake.verify.kafka;

import io.bidlake.verify.layout.DeadLetterReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Decodes the messages of a topic: a zero byte, the writer schema's id in four bytes, and Avro
 * binary up to the last byte. Not thread-safe; each call overwrites the record that the previous
 * one returned.
 */
public final class MessageReader<T extends IndexedRecord> {

  static {
    limitSizes();
  }

  private static final int HEADER = 5;

  private final String expected;
  private final Function<Schema, SchemaReader<T>> readerOf;
  private final WriterSchemas schemas;
  private final Map<Integer, SchemaReader<T>> readers = new HashMap<>();
  private BinaryDecoder decoder;
  private T record;

  /**
   * Limits the sizes of what Avro reads. For a corrupt length Avro allocates up to 2 GB before it
   * checks whether the bytes exist. No message is longer than this limit, or has more items than
   * bytes. Avro reads the limits once, before its first message.
   */
  public static void limitSizes() {
    System.setProperty("org.apache.avro.limits.string.maxLength", "16777216");
    System.setProperty("org.apache.avro.limits.bytes.maxLength", "16777216");
    System.setProperty("org.apache.avro.limits.collectionItems.maxLength", "1048576");
  }

  private MessageReader(
      String expected, Function<Schema, SchemaReader<T>> readerOf, WriterSchemas schemas) {
    this.expected = expected;
    this.readerOf = readerOf;
    this.schemas = schemas;
  }

  /** Decodes the messages of one kind of event, from any compatible schema. */
  public MessageReader(Schema expected, WriterSchemas schemas) {
    this(expected.getName(), writer -> resolving(writer, expected), schemas);
  }

  /** Decodes records of any schema, as they were written. */
  public static MessageReader<GenericRecord> ofAnyRecord(WriterSchemas schemas) {
    return new MessageReader<>(
        "record",
        writer -> {
          boolean isRecord = writer.getType() == Schema.Type.RECORD;
          return new SchemaReader<>(
              null, isRecord ? new GenericDatumReader<>(writer) : null, Map.of());
        },
        schemas);
  }

  /** The id in a message that could be read. */
  public static int schemaId(byte[] message) {
    return ByteBuffer.wrap(message).getInt(1);
  }

  public T read(byte[] message) throws UndecodableException {
    if (message == null || message.length == 0) {
      throw new UndecodableException(DeadLetterReason.EMPTY, "no bytes");
    }
    if (message.length < HEADER || message[0] != 0) {
      throw new UndecodableException(DeadLetterReason.NOT_WIRE_FORMAT, "no schema id at its start");
    }
    SchemaReader<T> reader = reader(schemaId(message));
    try {
      if (reader.other() != null) {
        reader.other().read(null, begin(message));
      }
      begin(message);
      record = reader.avro().read(record, decoder);
      if (decoder.isEnd()) {
        reader.units().forEach((field, unit) -> WriterMeaning.toMillis(record, field, unit));
        return record;
      }
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | UnsupportedOperationException
        | StackOverflowError e) {
      record = null;
      throw new UndecodableException("no " + expected + " after the schema id", e);
    }
    throw new UndecodableException(
        DeadLetterReason.MALFORMED, "bytes after the end of the " + expected);
  }

  private BinaryDecoder begin(byte[] message) {
    decoder = DecoderFactory.get().binaryDecoder(message, HEADER, message.length - HEADER, decoder);
    return decoder;
  }

  private SchemaReader<T> reader(int id) throws UndecodableException {
    SchemaReader<T> reader = readers.get(id);
    if (reader == null) {
      Schema writer =
          schemas
              .byId(id)
              .orElseThrow(
                  () ->
                      new UndecodableException(
                          DeadLetterReason.UNKNOWN_SCHEMA, "no schema has id " + id));
      reader = readerOf.apply(writer);
      readers.put(id, reader);
    }
    if (reader.avro() == null) {
      throw new UndecodableException(
          DeadLetterReason.INCOMPATIBLE_SCHEMA,
          "schema %d cannot be read as %s".formatted(id, expected));
    }
    return reader;
  }

  private static <E extends IndexedRecord> SchemaReader<E> resolving(
      Schema writer, Schema expected) {
    boolean compatible =
        writer.getFullName().equals(expected.getFullName())
            && SchemaCompatibility.checkReaderWriterCompatibility(expected, writer).getType()
                == SchemaCompatibilityType.COMPATIBLE;
    DatumReader<Object> other = writer.equals(expected) ? null : new BoundedPass(writer);
    return WriterMeaning.unitsOf(compatible ? writer : null, expected)
        .map(
            units -> new SchemaReader<>(other, new SpecificDatumReader<E>(writer, expected), units))
        .orElse(new SchemaReader<>(other, null, Map.of()));
  }

  /**
   * The reader for the messages of one writer schema.
   *
   * @param other checks the bytes, if the writer schema differs from the expected one; or else null
   * @param avro decodes the bytes; null if the writer schema is not compatible
   * @param units the divisors of times in units other than milliseconds, by field position
   */
  private record SchemaReader<T>(
      DatumReader<Object> other, DatumReader<T> avro, Map<Integer, Long> units) {}

  /**
   * Reads a value for nothing but its sizes: Avro limits the number of items only when it reads
   * them, and would skip 2^62 items of an array of nulls, which take no bytes, one by one.
   */
  private static final class BoundedPass extends GenericDatumReader<Object> {

    private BoundedPass(Schema writer) {
      super(writer);
    }

    @Override
    protected Object readEnum(Schema schema, Decoder in) throws IOException {
      // A symbol that does not exist may be in a field that is not read.
      return in.readEnum();
    }

    @Override
    protected void addToArray(Object array, long position, Object item) {
      // Nothing is kept.
    }

    @Override
    protected void addToMap(Object map, Object key, Object value) {
      // Nothing is kept.
    }
  }

  /** The bytes of a record cannot be decoded as an event. */
  public static final class UndecodableException extends Exception {

    private final DeadLetterReason reason;

    UndecodableException(DeadLetterReason reason, String message) {
      super(message);
      this.reason = reason;
    }

    UndecodableException(String message, Throwable cause) {
      super(message, cause);
      this.reason = DeadLetterReason.MALFORMED;
    }

    /** Why it is a dead letter. */
    public DeadLetterReason reason() {
      return reason;
    }
  }
}
