package io.bidlake.sql;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs statements one after the other and says how each went. */
final class Session {

  private final Lake lake;
  private final ResultFormat.Name format;
  private final PrintWriter out;
  private final PrintWriter err;

  Session(Lake lake, ResultFormat.Name format, PrintWriter out, PrintWriter err) {
    this.lake = lake;
    this.format = format;
    this.out = out;
    this.err = err;
  }

  /** Runs them up to the first that fails. Returns whether all went well. */
  boolean runAll(List<String> statements) {
    return statements.stream().allMatch(this::run);
  }

  /** Runs one statement. Returns whether it went well. */
  boolean run(String statement) {
    long start = System.nanoTime();
    try {
      Optional<Long> rows = lake.run(statement, format.format(), out);
      // Programs that read CSV or JSON want nothing else.
      if (format == ResultFormat.Name.TABLE) {
        String what =
            rows.map(count -> count == 1 ? "1 row" : "%,d rows".formatted(count)).orElse("OK");
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println(String.format(Locale.ROOT, "%s (%.2f s)", what, seconds));
        out.println();
      }
      return true;
    } catch (RuntimeException | AssertionError | LinkageError e) {
      // Flink's planner has bugs of its own, and a prompt outlives them.
      err.println("Error: " + SqlErrors.line(e));
      return false;
    } finally {
      out.flush();
      err.flush();
    }
  }
}
