package io.bidlake.sql;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Runs statements one after the other and reports the outcome of each. */
final class Session {

  private final Lake lake;
  private final Function<Statement, ResultFormat> formats;
  private final boolean saysHowItWent;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * @param formats the format of a statement's result
   * @param saysHowItWent whether to print row counts and times; false for programs that read CSV or
   *     JSON
   */
  Session(
      Lake lake,
      Function<Statement, ResultFormat> formats,
      boolean saysHowItWent,
      PrintWriter out,
      PrintWriter err) {
    this.lake = lake;
    this.formats = formats;
    this.saysHowItWent = saysHowItWent;
    this.out = out;
    this.err = err;
  }

  /** Runs the statements up to the first failure. Returns whether all succeeded. */
  boolean runAll(List<Statement> statements) {
    return statements.stream().allMatch(this::run);
  }

  /** Runs one statement. Returns whether it succeeded. */
  boolean run(Statement statement) {
    long start = System.nanoTime();
    try {
      Optional<Long> rows = lake.run(statement.text(), formats.apply(statement), out);
      if (saysHowItWent) {
        String what =
            rows.map(count -> count == 1 ? "1 row" : "%,d rows".formatted(count)).orElse("OK");
        out.println("%s (%s)".formatted(what, secondsSince(start)));
        out.println();
      }
      return true;
    } catch (CancelledException e) {
      err.println("Cancelled (%s)".formatted(secondsSince(start)));
      return false;
    } catch (RuntimeException | AssertionError | LinkageError e) {
      // The prompt must survive bugs in Flink's planner.
      err.println("Error: " + SqlErrors.line(e, statement.text()));
      return false;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static String secondsSince(long start) {
    return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - start) / 1e9);
  }
}
