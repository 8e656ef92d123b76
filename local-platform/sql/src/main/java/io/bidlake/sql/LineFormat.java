package io.bidlake.sql;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import org.jline.utils.AttributedString;

/** Writes a result for users, as lines that are generated lazily. */
abstract class LineFormat implements ResultFormat {

  private static final String NULL = "NULL";
  private static final char REPLACEMENT = '\uFFFD';
  private static final int PICTURES = 0x2400;

  /** The lines of a result. */
  abstract Iterator<String> lines(List<String> columns, Iterator<Object[]> rows);

  @Override
  public final long write(List<String> columns, Iterator<Object[]> rows, PrintWriter out) {
    CountedRows counted = new CountedRows(rows);
    lines(columns, counted).forEachRemaining(out::println);
    return counted.count();
  }

  /**
   * Returns a value as one line of text without control characters. Values come from senders, and a
   * terminal would execute control characters.
   */
  static String text(Object value) {
    String text = Cells.text(value);
    if (text == null) {
      return NULL;
    }
    StringBuilder harmless = new StringBuilder(text.length());
    text.replace("\r", "").chars().forEach(c -> harmless.append(harmless((char) c)));
    return harmless.toString();
  }

  /**
   * The width in columns of a terminal: two for a Chinese character, none for a combining accent.
   */
  static int width(String text) {
    return new AttributedString(text).columnLength();
  }

  private static char harmless(char c) {
    if (c == '\n' || c == '\t') {
      return ' ';
    }
    if (c < ' ') {
      return (char) (PICTURES + c);
    }
    boolean turnsLinesAround =
        switch (Character.getDirectionality(c)) {
          case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
              Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
              Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
              Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
              Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
              Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
              Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE ->
              true;
          default -> false;
        };
    return turnsLinesAround || Character.isISOControl(c) ? REPLACEMENT : c;
  }
}
