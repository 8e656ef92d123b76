package io.bidlake.bench.contender;

import java.util.concurrent.TimeUnit;

/** Stops programs. */
public final class ProgramEnd {

  private ProgramEnd() {}

  /** Sends SIGTERM to the program and waits for its end; kills it after {@code graceSeconds}. */
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
