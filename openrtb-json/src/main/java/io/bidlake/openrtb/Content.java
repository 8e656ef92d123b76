package io.bidlake.openrtb;

import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;

/** What the value of a Kafka record holds, whether JSON or lines. */
public final class Content {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] NOTHING = {};

  private Content() {}

  /**
   * Takes a value out of its compression, if it has one.
   *
   * @param value can be null
   * @return null if it cannot be taken out: then it is a dead letter
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
   * A value of which nothing else is known, as it came.
   *
   * @param value can be null
   */
  public static SourceDocument whole(byte[] value) {
    byte[] bytes = value == null ? NOTHING : value;
    return SourceDocument.of(1, bytes, 0, bytes.length);
  }

  /** Where a text begins that may have a byte order mark before it. */
  public static int start(byte[] bytes, int from, int to) {
    for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
      if (from + i >= to || bytes[from + i] != BYTE_ORDER_MARK[i]) {
        return from;
      }
    }
    return from + BYTE_ORDER_MARK.length;
  }

  /** Whether a byte is white space, as JSON has it. */
  public static boolean isBlank(byte letter) {
    return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
  }
}
