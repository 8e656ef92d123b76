package io.bidlake.verify.windows;

/**
 * The event time that a job has reached, in epoch ms.
 *
 * @param surely that of the slowest partition, for which the job waits until it counts as idle
 * @param soon that of the slowest partition of the most advanced topic, which the job reaches when
 *     the others count as idle
 */
record Reached(long surely, long soon) {

  /** Before all times, with room for subtractions. */
  static final long NOTHING = Long.MIN_VALUE / 2;
}
