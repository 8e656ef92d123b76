package io.bidlake.maintenance;

/** How long the job runs, and whether it changes anything. */
enum Mode {
  /** Until it is stopped. */
  CONTINUOUS,
  /** One pass over each table. */
  ONCE,
  /** One pass that only says what it would do. */
  DRY_RUN
}
