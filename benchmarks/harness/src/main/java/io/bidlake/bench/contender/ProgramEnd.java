package io.bidlake.bench.contender;

import java.util.concurrent.TimeUnit;

/** How programs are ended. */
public final class ProgramEnd {

  private ProgramEnd() {}

  /** Asks the program to end, and waits for it; one that does not in time is killed. */
  public static void of(Process process, int graceSeconds) {
    process.destroy();
    try {
      if (!process.waitFor(graceSeconds, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
