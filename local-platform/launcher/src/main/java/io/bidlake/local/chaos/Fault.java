package io.bidlake.local.chaos;

import java.io.IOException;
import java.util.Locale;

/** A fault to inject. Its {@code toString} describes it for users. */
interface Fault {
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

  Kind kind();

  /**
   * Injects the fault and returns when its cause is gone: at once after a kill, and after a freeze
   * when the process runs again.
   */
  void strike(Stage stage) throws IOException, InterruptedException;

  /**
   * Whether the platform itself does the work, so that the duration of {@link #strike} counts as
   * recovery time.
   */
  default boolean ours() {
    return false;
  }
}
