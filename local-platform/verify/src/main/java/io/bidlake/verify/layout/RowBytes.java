package io.bidlake.verify.layout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.apache.avro.util.Utf8;

/**
 * Serializes values so that equal values from both sides have equal bytes: Avro's {@code Utf8} and
 * a table's {@code String}, or an int and a long. Reused for each row.
 */
final class RowBytes {

  private static final byte NULL = 0;
  private static final byte TEXT = 1;
  private static final byte WHOLE = 2;
  private static final byte DECIMAL = 3;
  private static final byte FLAG = 4;
  private static final byte LIST = 5;
  private static final byte BINARY = 6;

  private byte[] bytes = new byte[1024];
  private int length;

  void clear() {
    length = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void put(Object value) {
    if (isNothing(value)) {
      tag(NULL);
    } else if (value instanceof Utf8 text) {
      putBytes(TEXT, text.getBytes(), text.getByteLength());
    } else if (value instanceof CharSequence text) {
      putBytes(TEXT, text.toString().getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof Long || value instanceof Integer) {
      tag(WHOLE);
      putLong(((Number) value).longValue());
    } else if (value instanceof Double number) {
      tag(DECIMAL);
      putLong(Double.doubleToLongBits(number));
    } else if (value instanceof Boolean flag) {
      tag(FLAG);
      tag(flag ? (byte) 1 : 0);
    } else if (value instanceof Collection<?> list) {
      tag(LIST);
      putLong(list.size());
      list.forEach(this::put);
    } else if (value instanceof ByteBuffer buffer) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.duplicate().get(copy);
      putBytes(BINARY, copy);
    } else {
      throw new IllegalArgumentException("no column has values of " + value.getClass());
    }
  }

  /** Whether a value is null, or an empty list or empty bytes, which are equivalent to null. */
  static boolean isNothing(Object value) {
    return value == null
        || (value instanceof Collection<?> list && list.isEmpty())
        || (value instanceof ByteBuffer buffer && !buffer.hasRemaining());
  }

  private void putBytes(byte tag, byte[] source) {
    putBytes(tag, source, source.length);
  }

  private void putBytes(byte tag, byte[] source, int size) {
    tag(tag);
    putLong(size);
    reserve(size);
    System.arraycopy(source, 0, bytes, length, size);
    length += size;
  }

  private void tag(byte tag) {
    reserve(1);
    bytes[length++] = tag;
  }

  private void putLong(long value) {
    reserve(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
