package io.bidlake.verify.kafka;

import io.bidlake.verify.layout.DeadLetterReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decodes messages of one topic: a zero byte, the writer schema's id in four bytes, and Avro binary
 * up to the last byte. Not thread-safe; each call overwrites the record that the previous one
 * returned.
 */
public final class MessageReader<T extends SpecificRecord> {

  static {
    limitSizes();
  }

  private static final int HEADER = 5;

  private final Schema expected;
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

  public MessageReader(Schema expected, WriterSchemas schemas) {
    this.expected = expected;
    this.schemas = schemas;
  }

  public T read(byte[] message) throws UndecodableException {
    if (message == null || message.length == 0) {
      throw new UndecodableException(DeadLetterReason.EMPTY, "no bytes");
    }
    if (message.length < HEADER || message[0] != 0) {
      throw new UndecodableException(DeadLetterReason.NOT_WIRE_FORMAT, "no schema id at its start");
    }
    SchemaReader<T> reader = reader(ByteBuffer.wrap(message).getInt(1));
    try {
      if (reader.other() != null) {
        BoundedPass.over(reader.other(), begin(message));
      }
      begin(message);
      record = reader.avro().read(record, decoder);
      if (decoder.isEnd()) {
        WriterMeaning.toMillis(record, reader.units());
        return record;
      }
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | UnsupportedOperationException
        | StackOverflowError e) {
      record = null;
      throw new UndecodableException("no " + expected.getName() + " after the schema id", e);
    }
    throw new UndecodableException(
        DeadLetterReason.MALFORMED, "bytes after the end of the " + expected.getName());
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
      reader = readerOf(writer);
      readers.put(id, reader);
    }
    if (reader.avro() == null) {
      throw new UndecodableException(
          DeadLetterReason.INCOMPATIBLE_SCHEMA,
          "schema %d cannot be read as %s".formatted(id, expected.getName()));
    }
    return reader;
  }

  private SchemaReader<T> readerOf(Schema writer) {
    boolean compatible =
        writer.getFullName().equals(expected.getFullName())
            && SchemaCompatibility.checkReaderWriterCompatibility(expected, writer).getType()
                == SchemaCompatibilityType.COMPATIBLE;
    Schema other = writer.equals(expected) ? null : writer;
    return WriterMeaning.unitsOf(compatible ? writer : null, expected)
        .map(
            units -> new SchemaReader<>(other, new SpecificDatumReader<T>(writer, expected), units))
        .orElse(new SchemaReader<>(other, null, Map.of()));
  }

  /**
   * The reader for the messages of one writer schema.
   *
   * @param other the writer schema, if it differs from the expected one; or else null
   * @param avro decodes the bytes; null if the writer schema is not compatible
   * @param units the divisors of times in units other than milliseconds, by field position
   */
  private record SchemaReader<T>(
      Schema other, SpecificDatumReader<T> avro, Map<Integer, Long> units) {}

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
