package io.bidlake.tables;

import com.google.common.base.Splitter;
import java.util.List;

/** The keys of windowed tables, apart from the start of the window. */
public final class WindowKey {

  /** No text that a job reads contains it. */
  private static final char SEPARATOR = '\0';

  /** Key of events without a publisher, country, bidder or campaign. */
  private static final String UNKNOWN = "UNKNOWN";

  private WindowKey() {}

  /** Returns the key of a text that can be null. */
  public static String orUnknown(String text) {
    return text == null ? UNKNOWN : text;
  }

  /** Returns a key of several parts. */
  public static String of(String... parts) {
    return String.join(String.valueOf(SEPARATOR), parts);
  }

  /** Returns the parts of a key. */
  public static List<String> parts(String key) {
    return Splitter.on(SEPARATOR).splitToList(key);
  }
}
