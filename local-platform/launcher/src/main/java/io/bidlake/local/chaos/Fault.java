package io.bidlake.local.chaos;

import java.io.IOException;
import java.util.Locale;

/**
 * A fault to inject.
 *
 * @param text describes it for users
 */
record Fault(Kind kind, String text, Strike strike) {

  /** The kinds by which faults are counted. */
  enum Kind {
    KILL,
    KILL_TWO,
    KILL_IN_RESTART,
    FREEZE,
    FREEZE_TWO,
    KILL_BESIDE_FROZEN,
    CATALOG_NETWORK,
    S3_NETWORK,
    FULL_DISK,
    WRONG_CLOCK,
    BAD_EVENTS,
    ADD_PARTITION,
    RESCALE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Injects a fault. */
  @FunctionalInterface
  interface Strike {
    /**
     * Returns when the cause of the fault is gone: at once after a kill, and after a freeze when
     * the process runs again.
     */
    void at(Stage stage) throws IOException, InterruptedException;
  }

  /**
   * Whether the platform itself does the work, so that the duration of the strike counts as
   * recovery time.
   */
  boolean ours() {
    return kind == Kind.RESCALE;
  }
}
