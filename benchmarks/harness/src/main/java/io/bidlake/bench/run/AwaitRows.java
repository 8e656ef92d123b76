package io.bidlake.bench.run;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.platform.BenchLake;
import java.time.Duration;
import java.util.Map;

/** Waits until tables contain the expected rows. */
public final class AwaitRows {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private AwaitRows() {}

  /**
   * Waits for the last row, or until no rows have been added for 90 s.
   *
   * @param expected the expected rows by table
   * @param name the name of the contender
   * @throws IllegalStateException if the attempt fails
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
