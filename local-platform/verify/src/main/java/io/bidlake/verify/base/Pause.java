package io.bidlake.verify.base;

import java.time.Duration;

/** Waits for a time. */
public final class Pause {

  private Pause() {}

  public static void of(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotVerifyException("interrupted", e);
    }
  }
}
