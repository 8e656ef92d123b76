package io.bidlake.generator;

import io.bidlake.generator.stream.Message.Nature;
import io.bidlake.generator.stream.Tally;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Reports the progress of a run at intervals. */
final class Progress {

  private static final double NANOS = 1e9;
  private static final Duration BACKFILLING = Duration.ofSeconds(3);
  private static final Duration IN_REAL_TIME = Duration.ofSeconds(10);

  private final Tally tally;
  private final KafkaOutput output;
  private final long backfillRequests;
  private final Consumer<String> lines;
  private final LongSupplier nanoClock;
  private final long began;
  private long lastTime;
  private long lastEvents;
  private long lastRequests;
  private boolean backfilling;

  /**
   * Creates the progress of a run that starts now.
   *
   * @param backfillRequests number of requests of the backfill, 0 for none
   * @param lines receives lines of text
   * @param nanoClock nanoseconds since an arbitrary fixed time
   */
  Progress(
      Tally tally,
      KafkaOutput output,
      long backfillRequests,
      Consumer<String> lines,
      LongSupplier nanoClock) {
    this.tally = tally;
    this.output = output;
    this.backfillRequests = backfillRequests;
    this.lines = lines;
    this.nanoClock = nanoClock;
    this.began = nanoClock.getAsLong();
    this.lastTime = began;
    this.backfilling = backfillRequests > 0;
  }

  /** Reports the progress if an interval has passed. Must be called several times per second. */
  void tick() {
    long now = nanoClock.getAsLong();
    long requests = tally.events(Topics.BID_REQUESTS);
    if (backfilling && requests >= backfillRequests) {
      backfilling = false;
      report("backfill sent: " + Summary.speed(tally, Duration.ofNanos(now - began)), now);
    } else if (now - lastTime >= (backfilling ? BACKFILLING : IN_REAL_TIME).toNanos()) {
      report(backfilling ? backfillLine(requests, now) : realTimeLine(requests, now), now);
    }
  }

  private String backfillLine(long requests, long now) {
    double left =
        (backfillRequests - requests) / Math.max(1e-9, requests / ((now - began) / NANOS));
    return String.format(
        Locale.ROOT,
        "backfill: %,d of %,d requests (%.0f %%), %,.0f events/s, %,.0f s left",
        requests,
        backfillRequests,
        100.0 * requests / backfillRequests,
        rate(tally.events() - lastEvents, now),
        left);
  }

  private String realTimeLine(long requests, long now) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,.1f requests/s, %,.1f events/s; sent so far:",
            rate(requests - lastRequests, now),
            rate(tally.events() - lastEvents, now)));
    long duplicates = 0;
    long poison = 0;
    for (Topic<?> topic : tally.topics()) {
      text.append(String.format(Locale.ROOT, " %s %,d,", topic.name(), tally.events(topic)));
      duplicates += tally.count(topic, Nature.DUPLICATE);
      poison += tally.count(topic, Nature.POISON);
    }
    return text.append(
            String.format(
                Locale.ROOT,
                " duplicates %,d, poison %,d; underway %,d",
                duplicates,
                poison,
                output.underway()))
        .toString();
  }

  private double rate(long count, long now) {
    return count / ((now - lastTime) / NANOS);
  }

  private void report(String line, long now) {
    lines.accept(line);
    lastTime = now;
    lastEvents = tally.events();
    lastRequests = tally.events(Topics.BID_REQUESTS);
  }
}
