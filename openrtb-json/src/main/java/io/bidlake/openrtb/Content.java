package io.bidlake.openrtb;

import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;

/** The content of a Kafka record's value: decompressed, with or without a byte order mark. */
public final class Content {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] NOTHING = {};

  private Content() {}

  /**
   * Decompresses a value if it is compressed.
   *
   * @param value can be null
   * @return null if it cannot be decompressed, and has become a dead letter
   */
  public static byte[] of(byte[] value, EventOutput out) {
    if (value == null) {
      return NOTHING;
    }
    if (!Gunzip.isGzip(value)) {
      return value;
    }
    try {
      return Gunzip.inflate(value);
    } catch (IOException e) {
      out.deadLetter(Reason.MALFORMED, "gzip: " + e.getMessage(), whole(value));
      return null;
    }
  }

  /**
   * The whole value as a document, as it was received.
   *
   * @param value can be null
   */
  public static SourceDocument whole(byte[] value) {
    byte[] bytes = value == null ? NOTHING : value;
    return SourceDocument.of(1, bytes, 0, bytes.length);
  }

  /** Where the text starts, after a byte order mark if there is one. */
  public static int start(byte[] bytes, int from, int to) {
    for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
      if (from + i >= to || bytes[from + i] != BYTE_ORDER_MARK[i]) {
        return from;
      }
    }
    return from + BYTE_ORDER_MARK.length;
  }

  /** Whether a byte is JSON white space. */
  public static boolean isBlank(byte letter) {
    return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
  }
}
