package io.bidlake.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one line what went wrong. */
final class SqlErrors {

  private static final Pattern WORD = Pattern.compile("[\\w$]+");

  private SqlErrors() {}

  /** What Flink says of a statement whose first word is none of SQL's. */
  private static final String NO_STATEMENT = "Non-query expression encountered in illegal context";

  /**
   * The message of the innermost cause that has one, up to its first line break.
   *
   * @param statement what failed
   */
  static String line(Throwable thrown, String statement) {
    String message = line(thrown);
    return message.startsWith(NO_STATEMENT)
        ? "unexpected '%s' where a statement begins".formatted(firstWord(statement))
        : message;
  }

  private static String firstWord(String statement) {
    Matcher word = WORD.matcher(statement);
    return word.find() ? word.group() : statement;
  }

  /** The same for what has no statement. */
  static String line(Throwable thrown) {
    String message = thrown.getClass().getSimpleName();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String text = cause.getMessage();
      if (text != null && !text.isBlank()) {
        message = text.strip().lines().findFirst().orElse(text);
      }
      if (cause == cause.getCause()) {
        break;
      }
    }
    return message;
  }
}
