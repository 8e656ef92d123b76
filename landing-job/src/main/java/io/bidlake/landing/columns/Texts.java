package io.bidlake.landing.columns;

import io.bidlake.domain.SenderText;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.data.StringData;

/** Texts that every query engine can read: Unicode without NUL. */
public final class Texts {

  private Texts() {}

  /** Returns a text in the form in which rows hold it. */
  public static StringData of(String text) {
    return StringData.fromString(SenderText.readable(text));
  }

  /**
   * Returns the text with these bytes, which must not change later; each invalid sequence and each
   * NUL is replaced by U+FFFD.
   */
  public static StringData of(byte[] bytes) {
    return SenderText.isReadable(bytes, 0, bytes.length)
        ? StringData.fromBytes(bytes)
        : of(new String(bytes, StandardCharsets.UTF_8));
  }
}
