package io.bidlake.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Text cut into statements at the semicolons that end them: not those in quotes and comments.
 *
 * @param complete the statements, without their semicolons; empty ones are left out
 * @param rest what follows the last semicolon, an unfinished statement
 */
record Statements(List<String> complete, String rest) {

  /** Cuts the text. */
  static Statements of(String text) {
    List<String> complete = new ArrayList<>();
    int start = 0;
    boolean blank = true;
    int i = 0;
    while (i < text.length()) {
      int end = endOfToken(text, i);
      char first = text.charAt(i);
      if (first == ';') {
        if (!blank) {
          complete.add(text.substring(start, i).strip());
        }
        start = end;
        blank = true;
      } else {
        blank &= Character.isWhitespace(first) || isComment(text, i);
      }
      i = end;
    }
    return new Statements(complete, blank ? "" : text.substring(start).strip());
  }

  /** All statements of a script, whose last one need not end in a semicolon. */
  static List<String> script(String text) {
    Statements statements = of(text);
    List<String> all = new ArrayList<>(statements.complete());
    if (!statements.rest().isEmpty()) {
      all.add(statements.rest());
    }
    return all;
  }

  private static int endOfToken(String text, int start) {
    char first = text.charAt(start);
    if (first == '\'' || first == '"' || first == '`') {
      // A doubled quote inside closes one string and opens the next: the same for our purpose.
      return after(text, String.valueOf(first), start + 1);
    }
    if (text.startsWith("--", start)) {
      return after(text, "\n", start);
    }
    if (text.startsWith("/*", start)) {
      return after(text, "*/", start + 2);
    }
    return start + 1;
  }

  private static boolean isComment(String text, int start) {
    return text.startsWith("--", start)
        || (text.startsWith("/*", start) && !text.startsWith("/*+", start));
  }

  private static int after(String text, String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + end.length();
  }
}
