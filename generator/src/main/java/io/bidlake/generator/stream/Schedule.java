package io.bidlake.generator.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The event times of requests, as a function of their number, so that they do not drift or depend
 * on the speed of the machine. The requests of the backfill are distributed over its window by the
 * {@link TrafficCurve}; later requests are evenly spaced.
 */
public final class Schedule {

  private static final long STEP = 60_000;

  private final double requestsPerSecond;
  private final long backfillRequests;
  private final long backfillEnd;

  /** Number of requests of the backfill before each step, and the start times of the steps. */
  private final double[] cumulative;

  private final long[] times;

  /**
   * Creates a schedule.
   *
   * @param begin time of the first request
   * @param requestsPerSecond mean rate
   * @param backfill length of the backfill, zero for none
   */
  public Schedule(Instant begin, double requestsPerSecond, Duration backfill) {
    long start = begin.toEpochMilli();
    long window = backfill.toMillis();
    this.requestsPerSecond = requestsPerSecond;
    this.backfillRequests = Math.round(requestsPerSecond * window / 1000.0);
    this.backfillEnd = start + window;
    int steps = (int) ((window + STEP - 1) / STEP);
    this.times = new long[steps + 1];
    this.cumulative = new double[steps + 1];
    double before = TrafficCurve.total((double) start);
    double whole = TrafficCurve.total((double) backfillEnd) - before;
    for (int i = 0; i <= steps; i++) {
      times[i] = Math.min(start + i * STEP, backfillEnd);
      cumulative[i] =
          steps == 0
              ? 0
              : (TrafficCurve.total((double) times[i]) - before) / whole * backfillRequests;
    }
  }

  /** Returns the number of requests in the backfill. */
  public long backfillRequests() {
    return backfillRequests;
  }

  /**
   * Returns the end of the backfill window, from which on requests are in real time, in epoch
   * milliseconds.
   */
  public long backfillEnd() {
    return backfillEnd;
  }

  /** Returns the event time of the n-th request, from 0, in epoch milliseconds. */
  public long timeOf(long number) {
    if (number >= backfillRequests) {
      return backfillEnd + (long) ((number - backfillRequests) * 1000.0 / requestsPerSecond);
    }
    int found = Arrays.binarySearch(cumulative, (double) number);
    int step = Math.min(found >= 0 ? found : -found - 2, times.length - 2);
    double part = (number - cumulative[step]) / (cumulative[step + 1] - cumulative[step]);
    return times[step] + (long) (part * (times[step + 1] - times[step]));
  }
}
