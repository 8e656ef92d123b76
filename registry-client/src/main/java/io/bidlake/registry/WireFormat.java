package io.bidlake.registry;

import java.nio.ByteBuffer;

/**
 * Confluent's wire format: a zero byte, the schema id as a big-endian int32, and the Avro binary.
 */
public final class WireFormat {

  public static final byte MAGIC = 0;

  /** Number of bytes before the Avro binary. */
  public static final int HEADER_LENGTH = 5;

  private WireFormat() {}

  /** Returns whether the message is long enough for the header and starts with the magic byte. */
  public static boolean hasHeader(byte[] message) {
    return message.length >= HEADER_LENGTH && message[0] == MAGIC;
  }

  /** Returns the schema id of a message that {@linkplain #hasHeader has a header}. */
  public static int schemaId(byte[] message) {
    return ByteBuffer.wrap(message).getInt(1);
  }

  public static byte[] header(int schemaId) {
    return ByteBuffer.allocate(HEADER_LENGTH).put(MAGIC).putInt(schemaId).array();
  }
}
