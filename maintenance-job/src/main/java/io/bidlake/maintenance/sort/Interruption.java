package io.bidlake.maintenance.sort;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;

/** Ends work that nobody waits for any more. */
final class Interruption {

  private Interruption() {}

  /** Throws if the thread was interrupted; it stays so, for whoever catches this. */
  static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new UncheckedIOException(
          new InterruptedIOException("sort: expected to come to its end, was interrupted"));
    }
  }
}
