package io.bidlake.local.chaos;

import java.io.IOException;
import java.util.Locale;

/** Something that goes wrong. Its {@code toString} says what, to people. */
interface Fault {
  /** What faults are counted by. */
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
   * Lets it happen and returns when its cause is gone: after a kill at once, after a freeze when
   * the process goes on.
   */
  void strike(Stage stage) throws IOException, InterruptedException;

  /** Whether the platform does all of it, so that the time of the strike is part of recovery. */
  default boolean ours() {
    return false;
  }
}
