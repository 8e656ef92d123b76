package io.bidlake.bench.run;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.platform.BenchLake;
import java.time.Duration;
import java.util.Map;

/** Waits for tables to fill. */
public final class AwaitRows {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private AwaitRows() {}

  /**
   * Waits for the last row, or until no more rows come.
   *
   * @param expected rows by table at the end
   * @param name who writes them
   * @throws IllegalStateException if the attempt fails meanwhile
   */
  public static void of(Attempt attempt, BenchLake tables, Map<String, Long> expected, String name)
      throws InterruptedException {
    Map<String, Long> rows = Map.of();
    long lastChange = System.nanoTime();
    while (!rows.equals(expected) && System.nanoTime() - lastChange < PATIENCE.toNanos()) {
      attempt.requireAlive(name);
      Thread.sleep(POLL.toMillis());
      Map<String, Long> now = tables.rows();
      if (!now.equals(rows)) {
        rows = now;
        lastChange = System.nanoTime();
      }
    }
  }
}
