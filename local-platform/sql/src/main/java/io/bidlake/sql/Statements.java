package io.bidlake.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Text split into statements at {@code ;} or {@code \G}, outside quotes and comments.
 *
 * @param complete the statements; empty ones are left out
 * @param rest the unfinished statement after the last complete one
 * @param missing what the rest lacks: the end of a quote or comment, or else a {@code ;}
 */
record Statements(List<Statement> complete, String rest, String missing) {

  /**
   * One statement, without its terminator.
   *
   * @param vertical whether its rows are printed with one column per line, because it ended in
   *     {@code \G}
   */
  record Statement(String text, boolean vertical) {}

  private static final String END = ";";
  private static final String VERTICAL_END = "\\G";
  private static final String LINE_END = "\n";

  /** Splits the text. */
  static Statements of(String text) {
    List<Statement> complete = new ArrayList<>();
    String missing = END;
    int start = 0;
    boolean blank = true;
    int i = 0;
    while (i < text.length()) {
      String closing = closing(text, i);
      int end = closing.isEmpty() ? i + 1 : endOf(text, closing, i);
      if (end < 0) {
        missing = closing.equals(LINE_END) ? END : closing;
        end = text.length();
      }
      boolean vertical = text.startsWith(VERTICAL_END, i);
      if (vertical || text.startsWith(END, i)) {
        if (!blank) {
          complete.add(new Statement(text.substring(start, i).strip(), vertical));
        }
        end = i + (vertical ? VERTICAL_END : END).length();
        start = end;
        blank = true;
      } else {
        blank &= Character.isWhitespace(text.charAt(i)) || isComment(text, i);
      }
      i = end;
    }
    return new Statements(complete, blank ? "" : text.substring(start).strip(), missing);
  }

  /** All statements of a script; the last one may lack its terminator. */
  static List<Statement> script(String text) {
    Statements statements = of(text);
    List<Statement> all = new ArrayList<>(statements.complete());
    if (!statements.rest().isEmpty()) {
      all.add(new Statement(statements.rest(), false));
    }
    return all;
  }

  /** The end of the quote or comment that starts here; empty if none starts. */
  private static String closing(String text, int start) {
    char first = text.charAt(start);
    if (first == '\'' || first == '"' || first == '`') {
      // A doubled quote inside is treated as the end of one string and the start of the next, which
      // splits the text in the same way.
      return String.valueOf(first);
    }
    if (text.startsWith("--", start)) {
      return LINE_END;
    }
    return text.startsWith("/*", start) ? "*/" : "";
  }

  private static boolean isComment(String text, int start) {
    return text.startsWith("--", start)
        || (text.startsWith("/*", start) && !text.startsWith("/*+", start));
  }

  private static int endOf(String text, String closing, int start) {
    int found = text.indexOf(closing, start + closing.length());
    return found < 0 ? -1 : found + closing.length();
  }
}
