package io.bidlake.verify.layout;

import com.dynatrace.hash4j.hashing.HashSink;
import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.apache.avro.util.Utf8;
import org.apache.iceberg.util.ByteBuffers;

/**
 * Computes the hashes by which rows are compared. Equal values from both sides have equal hashes:
 * Avro's {@code Utf8} and a table's {@code String}, or an int and a long. Not thread-safe.
 */
public final class Fingerprint {

  private static final byte NULL = 0;
  private static final byte TEXT = 1;
  private static final byte WHOLE = 2;
  private static final byte DECIMAL = 3;
  private static final byte FLAG = 4;
  private static final byte LIST = 5;
  private static final byte BINARY = 6;

  private final HashStream128 ids = Hashing.xxh3_128().hashStream();
  private final HashStream64 rows = Hashing.xxh3_64().hashStream();

  /** A hash of the row's id columns. */
  public HashValue128 id(Layout table, Object[] row) {
    ids.reset();
    for (int index : table.identity()) {
      put(row[index], ids);
    }
    return ids.get();
  }

  /** A hash of all columns of the row. */
  public long content(Object[] row) {
    rows.reset();
    for (Object value : row) {
      put(value, rows);
    }
    return rows.getAsLong();
  }

  private static void put(Object value, HashSink hash) {
    if (isNothing(value)) {
      hash.putByte(NULL);
    } else if (value instanceof Utf8 text) {
      hash.putByte(TEXT).putBytes(text.getBytes(), 0, text.getByteLength());
      hash.putInt(text.getByteLength());
    } else if (value instanceof CharSequence text) {
      hash.putByte(TEXT).putByteArray(text.toString().getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof Long || value instanceof Integer) {
      hash.putByte(WHOLE).putLong(((Number) value).longValue());
    } else if (value instanceof Double number) {
      hash.putByte(DECIMAL).putDouble(number);
    } else if (value instanceof Boolean flag) {
      hash.putByte(FLAG).putBoolean(flag);
    } else if (value instanceof Collection<?> list) {
      hash.putByte(LIST).putInt(list.size());
      list.forEach(each -> put(each, hash));
    } else if (value instanceof ByteBuffer buffer) {
      hash.putByte(BINARY).putByteArray(ByteBuffers.toByteArray(buffer));
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
}
