package io.bidlake.generator;

import io.bidlake.generator.stream.Schedule;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Settings of the rate and duration of a run.
 *
 * @param requestsPerSecond mean rate of bid requests
 * @param backfill how far back in event time to start, zero for now
 * @param afterBackfill what to do after the backfill
 * @param seed determines all events; random if not set
 * @param start event time of the first request; now minus the backfill if not set
 * @param maxRequests maximum number of requests to send; unlimited if not set
 */
record RunSettings(
    double requestsPerSecond,
    Duration backfill,
    AfterBackfill afterBackfill,
    Optional<Long> seed,
    Optional<Instant> start,
    Optional<Long> maxRequests) {

  enum AfterBackfill {
    GO_ON,
    STOP
  }

  private static final double MILLIS_PER_HOUR = 3_600_000;

  static RunSettings read(Settings settings) {
    double rate =
        settings.number("events-per-second", 10, 0.001, 1_000_000, "Bid requests per second");
    double hours =
        settings.number(
            "backfill-hours",
            0,
            0,
            87_600,
            "Hours of events to send at full speed before continuing in real time");
    boolean stop = settings.flag("backfill-only", "false", "true: stop when the backfill is sent");
    if (stop && hours == 0) {
      settings.reject("backfill-only needs backfill-hours above 0");
    }
    return new RunSettings(
        rate,
        Duration.ofMillis(Math.round(hours * MILLIS_PER_HOUR)),
        stop ? AfterBackfill.STOP : AfterBackfill.GO_ON,
        settings.optionalWholeNumber(
            "seed",
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            "Seed of all random choices: the same seed and start give the same bytes; random if not set"),
        settings.optionalInstant(
            "start",
            "Event time of the first request, such as 2026-02-03T00:00:00Z;"
                + " if not set, now minus the backfill"),
        settings.optionalWholeNumber(
            "max-requests",
            1,
            Long.MAX_VALUE,
            "Number of requests after which to stop; unlimited if not set"));
  }

  long seedOrRandom() {
    // Short, so that it is easy to type.
    return seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1, 1_000_000_000));
  }

  Schedule schedule(Instant now) {
    Instant begin = start.orElse(now.minus(backfill)).truncatedTo(ChronoUnit.MILLIS);
    return new Schedule(begin, requestsPerSecond, backfill);
  }

  /** Returns the number of requests to send; {@link Long#MAX_VALUE} for no limit. */
  long requests(Schedule schedule) {
    long limit = maxRequests.orElse(Long.MAX_VALUE);
    return afterBackfill == AfterBackfill.STOP
        ? Math.min(limit, schedule.backfillRequests())
        : limit;
  }
}
