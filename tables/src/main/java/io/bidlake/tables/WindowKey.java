package io.bidlake.tables;

import com.google.common.base.Splitter;
import java.util.List;

/** Keys of windowed tables that have several key columns besides the start of the window. */
public final class WindowKey {

  /** No text that a job reads contains it. */
  private static final char SEPARATOR = '\0';

  private WindowKey() {}

  /** Returns a key of several parts. */
  public static String of(String... parts) {
    return String.join(String.valueOf(SEPARATOR), parts);
  }

  /** Returns the parts of a key. */
  public static List<String> parts(String key) {
    return Splitter.on(SEPARATOR).splitToList(key);
  }
}
