package io.bidlake.domain;

import com.google.common.base.Utf8;
import com.google.common.hash.Hashing;
import io.bidlake.model.CountingRules;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Validates and normalizes texts of senders. Avro accepts any bytes as a text; tables do not. */
public final class SenderText {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_LOWEST_BIT = 0x0101010101010101L;
  private static final long EACH_HIGHEST_BIT = 0x8080808080808080L;

  private SenderText() {}

  /**
   * Returns whether the bytes are a text that every query engine can read: UTF-8 without NUL. NUL
   * is valid Unicode, but PostgreSQL and databases derived from it reject it.
   */
  public static boolean isReadable(byte[] bytes, int start, int length) {
    int end = start + length;
    int position = start;
    // Check eight bytes at a time while they are ASCII and not NUL.
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

  /** Returns the text with each invalid sequence and each NUL replaced by U+FFFD. */
  public static String readable(org.apache.avro.util.Utf8 text) {
    return readable(new String(text.getBytes(), 0, text.getByteLength(), StandardCharsets.UTF_8));
  }

  /**
   * Returns the text with each NUL replaced by U+FFFD. Unpaired surrogates stay; they become
   * question marks when the text is written.
   */
  public static String readable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** Returns whether a text is null or consists of blanks and control characters only. */
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

  /** Normalizes a code: trims it and converts it to upper case. */
  static org.apache.avro.util.Utf8 code(org.apache.avro.util.Utf8 text) {
    return new org.apache.avro.util.Utf8(text.toString().trim().toUpperCase(Locale.ROOT));
  }

  /**
   * Returns the SHA-256 hash of an id that exceeds {@link CountingRules#LONGEST_ID}; null for a
   * shorter one.
   */
  public static String hashOfLong(org.apache.avro.util.Utf8 id) {
    return id.getByteLength() <= CountingRules.LONGEST_ID
        ? null
        : "sha256:" + Hashing.sha256().hashBytes(id.getBytes(), 0, id.getByteLength());
  }

  /**
   * Returns the key of a text in the windowed tables: the text itself, or null if it is blank or
   * too long.
   */
  public static String key(org.apache.avro.util.Utf8 text) {
    return isBlank(text) || text.getByteLength() > CountingRules.LONGEST_ID
        ? null
        : text.toString();
  }
}
