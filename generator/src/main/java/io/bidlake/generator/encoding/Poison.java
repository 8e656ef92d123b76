package io.bidlake.generator.encoding;

import io.bidlake.generator.pool.Dice;
import io.bidlake.registry.WireFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Kinds of undecodable Avro messages. None of them can be decoded, whatever the random numbers are.
 */
public enum Poison {
  /** An empty value. */
  EMPTY_VALUE,
  /** A null value, which a compacted topic treats as a tombstone. */
  NULL_VALUE,
  /** An event whose first byte is not the magic byte. */
  WRONG_MAGIC_BYTE,
  /** An event with a schema id higher than that of any registry. */
  UNKNOWN_SCHEMA_ID,
  /** A truncated event: in Avro's encoding, no bytes at the end are optional. */
  TRUNCATED_RECORD,
  /** An event with additional bytes at the end. */
  TRAILING_GARBAGE,
  /** A header, then a text of negative length. */
  NEGATIVE_LENGTH,
  /** Random bytes, the first of which is not the magic byte. */
  RANDOM_BYTES;

  private static final Poison[] KINDS = values();
  private static final int LARGE_ID = 2_000_000_000;

  public static Poison pick(Dice dice) {
    return KINDS[dice.below(KINDS.length)];
  }

  /** Returns an undecodable message that is made from an event, which stays unchanged. */
  public byte[] spoil(byte[] event, Dice dice) {
    return switch (this) {
      case EMPTY_VALUE -> new byte[0];
      case NULL_VALUE -> null;
      case WRONG_MAGIC_BYTE -> withFirstByte(event.clone(), dice);
      case UNKNOWN_SCHEMA_ID -> {
        byte[] copy = event.clone();
        ByteBuffer.wrap(copy).putInt(1, LARGE_ID + dice.below(100_000_000));
        yield copy;
      }
      case TRUNCATED_RECORD ->
          Arrays.copyOf(event, dice.between(WireFormat.HEADER_LENGTH, event.length - 1));
      case TRAILING_GARBAGE -> {
        byte[] garbage = random(dice.between(1, 40), dice);
        byte[] longer = Arrays.copyOf(event, event.length + garbage.length);
        System.arraycopy(garbage, 0, longer, event.length, garbage.length);
        yield longer;
      }
      case NEGATIVE_LENGTH -> {
        byte[] bytes = random(dice.between(20, 200), dice);
        System.arraycopy(event, 0, bytes, 0, WireFormat.HEADER_LENGTH);
        // An odd number in one byte is a negative number in Avro's zigzag encoding.
        bytes[WireFormat.HEADER_LENGTH] = (byte) (dice.below(64) * 2 + 1);
        yield bytes;
      }
      case RANDOM_BYTES -> withFirstByte(random(dice.between(1, 200), dice), dice);
    };
  }

  private static byte[] withFirstByte(byte[] bytes, Dice dice) {
    bytes[0] = (byte) (WireFormat.MAGIC + dice.between(1, 255));
    return bytes;
  }

  private static byte[] random(int length, Dice dice) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) dice.next();
    }
    return bytes;
  }
}
