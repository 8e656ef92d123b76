package io.bidlake.sql;

import io.bidlake.sql.Statements.Statement;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs statements one after the other and reports the outcome of each.
 *
 * @param outputs where the result of a statement goes
 * @param saysHowItWent whether to print row counts and times; false for programs that read CSV or
 *     JSON
 */
record Session(
    Lake lake,
    Function<Statement, Output> outputs,
    boolean saysHowItWent,
    PrintWriter out,
    PrintWriter err) {

  /** Flink's message for a statement that does not start with an SQL keyword. */
  private static final String NO_STATEMENT = "Non-query expression encountered in illegal context";

  private static final Pattern AFTER_WORD = Pattern.compile("(?<=[\\w$])[^\\w$]");

  /** Takes the rows of a result as they come. */
  @FunctionalInterface
  interface Output {
    void write(List<String> columns, Iterator<Object[]> rows);
  }

  /** Runs the statements up to the first failure. Returns whether all succeeded. */
  boolean runAll(List<Statement> statements) {
    return statements.stream().allMatch(this::run);
  }

  /** Runs one statement. Returns whether it succeeded. */
  boolean run(Statement statement) {
    long start = System.nanoTime();
    try {
      Optional<Long> rows = lake.run(statement.text(), outputs.apply(statement));
      if (saysHowItWent) {
        String what =
            rows.map(count -> count == 1 ? "1 row" : "%,d rows".formatted(count)).orElse("OK");
        out.println("%s (%s)".formatted(what, secondsSince(start)));
        out.println();
      }
      return true;
    } catch (CancellationException e) {
      err.println("Cancelled (%s)".formatted(secondsSince(start)));
      return false;
    } catch (RuntimeException | AssertionError | LinkageError e) {
      // The prompt must survive bugs in Flink's planner.
      String message = message(e);
      err.println(
          message.startsWith(NO_STATEMENT)
              ? "Error: unexpected '%s' where a statement begins"
                  .formatted(AFTER_WORD.split(statement.text(), 2)[0])
              : "Error: " + message);
      return false;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static String secondsSince(long start) {
    return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - start) / 1e9);
  }

  /** The message of the innermost cause that has one, up to its first line break. */
  static String message(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .map(Throwable::getMessage)
        .filter(message -> message != null && !message.isBlank())
        .reduce((outer, inner) -> inner)
        .map(message -> message.strip().lines().findFirst().orElseThrow())
        .orElse(thrown.getClass().getSimpleName());
  }
}
