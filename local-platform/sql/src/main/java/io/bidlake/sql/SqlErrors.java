package io.bidlake.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes an error in one line. */
final class SqlErrors {

  private static final Pattern WORD = Pattern.compile("[\\w$]+");

  private SqlErrors() {}

  /** Flink's message for a statement that does not start with an SQL keyword. */
  private static final String NO_STATEMENT = "Non-query expression encountered in illegal context";

  /**
   * The message of the innermost cause that has one, up to its first line break.
   *
   * @param statement the statement that failed
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

  /** The message of the innermost cause that has one, up to its first line break. */
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
