package io.bidlake.domain;

import com.google.common.base.Utf8;
import com.google.common.hash.Hashing;
import io.bidlake.model.CountingRules;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a text that a sender wrote is worth. Avro takes any bytes for a text; tables do not. */
public final class SenderText {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_LOWEST_BIT = 0x0101010101010101L;
  private static final long EACH_HIGHEST_BIT = 0x8080808080808080L;

  private SenderText() {}

  /**
   * Whether bytes are a text that every reader of a table takes: UTF-8, and no NUL, which is valid
   * Unicode but which PostgreSQL and what is built on it refuse.
   */
  public static boolean isReadable(byte[] bytes, int start, int length) {
    int end = start + length;
    int position = start;
    // Eight at a time, as long as they are ASCII and not NUL.
    for (; position <= end - Long.BYTES; position += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, position);
      if (((eight | (eight - EACH_LOWEST_BIT)) & EACH_HIGHEST_BIT) != 0) {
        break;
      }
    }
    boolean ascii = true;
    for (int i = position; i < end; i++) {
      if (bytes[i] == 0) {
        return false;
      }
      ascii &= bytes[i] > 0;
    }
    return ascii || Utf8.isWellFormed(bytes, position, end - position);
  }

  /** The text with a replacement character for whatever no reader takes. */
  public static String readable(org.apache.avro.util.Utf8 text) {
    return readable(new String(text.getBytes(), 0, text.getByteLength(), StandardCharsets.UTF_8));
  }

  /** The same of a text of Java, whose halves of characters become question marks when written. */
  public static String readable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** Whether a text says nothing: there is none, or no more than blanks and control characters. */
  public static boolean isBlank(org.apache.avro.util.Utf8 text) {
    if (text == null) {
      return true;
    }
    byte[] bytes = text.getBytes();
    for (int i = 0; i < text.getByteLength(); i++) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** A code as its standard writes it: senders also use lower case, and blanks around. */
  static org.apache.avro.util.Utf8 code(org.apache.avro.util.Utf8 text) {
    return new org.apache.avro.util.Utf8(text.toString().trim().toUpperCase(Locale.ROOT));
  }

  /** The SHA-256 of an id that is longer than any should be; null if it is not. */
  public static String hashOfLong(org.apache.avro.util.Utf8 id) {
    return id.getByteLength() <= CountingRules.LONGEST_ID
        ? null
        : "sha256:" + Hashing.sha256().hashBytes(id.getBytes(), 0, id.getByteLength());
  }

  /** What a table of windows has a row for: the text, but null if it is blank or too long. */
  public static String key(org.apache.avro.util.Utf8 text) {
    return isBlank(text) || text.getByteLength() > CountingRules.LONGEST_ID
        ? null
        : text.toString();
  }
}
