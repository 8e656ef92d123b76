package io.bidlake.generator.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * When requests happen: a function of their number, so that nothing drifts and nothing depends on
 * the speed of the machine. First comes the backfill, spread over its window by the {@link
 * TrafficCurve}; after it requests follow each other evenly.
 */
public final class Schedule {

  private static final long STEP = 60_000;

  private final double requestsPerSecond;
  private final long backfillRequests;
  private final long backfillEnd;

  /** Requests of the backfill before each step's end, and the times where the steps begin. */
  private final double[] cumulative;

  private final long[] times;

  private Schedule(long start, double requestsPerSecond, long window) {
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

  /**
   * A schedule.
   *
   * @param start time of the first request
   * @param requestsPerSecond mean rate
   * @param backfill length of the backfill, zero for none
   */
  public static Schedule of(Instant start, double requestsPerSecond, Duration backfill) {
    return new Schedule(start.toEpochMilli(), requestsPerSecond, backfill.toMillis());
  }

  /** Number of requests in the backfill. */
  public long backfillRequests() {
    return backfillRequests;
  }

  /** End of the backfill's window, which is where real time begins; ms since 1970. */
  public long backfillEnd() {
    return backfillEnd;
  }

  /** Event time of the n-th request, from 0; ms since 1970. */
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
