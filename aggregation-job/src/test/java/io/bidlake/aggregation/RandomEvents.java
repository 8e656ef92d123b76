package io.bidlake.aggregation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Events of a few requests in the order in which they come. */
final class RandomEvents {

  /** How far an event may come after a newer one and be on time, in ms. */
  static final int OUT_OF_ORDERNESS = 5_000;

  private static final long BASE = Instant.parse("2026-02-03T10:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final long MINUTE = 60_000;
  private static final double[] PRICES = {0, 0.25, 0.5, 1, 2.75};
  private static final String[] COUNTRIES = {"USA", "DEU", null};
  private static final String[] BIDDERS = {"seat-1", "seat-2", "seat-3"};

  private final Random random;
  private final double lateShare;
  private final Events events = new Events();
  private final List<Arrival> arrivals = new ArrayList<>();

  private record Arrival(AggregationEvent event, long at) {}

  private RandomEvents(Random random, double lateShare) {
    this.random = random;
    this.lateShare = lateShare;
  }

  /**
   * @param lateShare how many of them come later than they may to be on time
   */
  static List<AggregationEvent> of(Random random, double lateShare) {
    RandomEvents made = new RandomEvents(random, lateShare);
    int requests = 1 + random.nextInt(8);
    for (int i = 0; i < requests; i++) {
      made.addRequest(random.nextInt(20) == 0 ? "" : "r" + i);
    }
    return made.arrivals.stream()
        .sorted(Comparator.comparingLong(Arrival::at))
        .map(Arrival::event)
        .toList();
  }

  private void addRequest(String id) {
    long time = time();
    if (chance(0.85)) {
      AggregationEvent request = events.request(id, time, pick(COUNTRIES));
      AggregationEvent other = events.request(id, time, pick(COUNTRIES));
      other.time += chance(0.3) ? random.nextInt(3_000) : 0;
      arrive(request, other);
    }
    int impressions = random.nextInt(4);
    for (int i = 0; i < impressions; i++) {
      addImpression("i" + i, chance(0.1) ? "" : id, time + delta());
    }
  }

  private void addImpression(String id, String requestId, long time) {
    AggregationEvent impression =
        events.impression(
            requestId.isEmpty() ? id + "-" + time : id,
            requestId,
            time,
            PRICES[random.nextInt(PRICES.length)],
            pick(BIDDERS));
    AggregationEvent other = events.copyOf(impression);
    other.usd = PRICES[random.nextInt(PRICES.length)];
    other.bidder = pick(BIDDERS);
    other.time += chance(0.3) ? random.nextInt(3_000) : 0;
    if (chance(0.05)) {
      other.unpriced = "1.0 XXX";
    }
    arrive(impression, other);
  }

  /** An event, now and then again, now and then another copy of it that differs. */
  private void arrive(AggregationEvent event, AggregationEvent other) {
    boolean alsoOther = chance(0.2);
    // A copy of another time is known as one only while the state of the first is there.
    boolean onTime = alsoOther && other.time != event.time;
    List<AggregationEvent> copies = new ArrayList<>(List.of(event));
    if (alsoOther) {
      copies.add(other);
    }
    while (chance(0.3)) {
      copies.add(events.copyOf(copies.get(random.nextInt(copies.size()))));
    }
    for (AggregationEvent copy : copies) {
      if (chance(0.03)) {
        Events.ahead(copy);
      }
      boolean late = !onTime && chance(lateShare);
      long delay = late ? random.nextLong(5 * HOUR / 2) : random.nextInt(OUT_OF_ORDERNESS + 1);
      arrivals.add(new Arrival(copy, copy.time + delay));
    }
  }

  private long time() {
    long edge =
        switch (random.nextInt(3)) {
          case 0 -> random.nextInt(4) * HOUR;
          case 1 -> random.nextInt(180) * MINUTE;
          default -> random.nextLong(3 * HOUR);
        };
    return BASE + edge + random.nextInt(3) - 1;
  }

  private long delta() {
    long bound = AttributeHarness.BOUND.toMillis();
    return switch (random.nextInt(6)) {
      case 0 -> -1;
      case 1 -> 0;
      case 2 -> bound;
      case 3 -> bound + 1;
      case 4 -> random.nextLong(20 * MINUTE);
      default -> random.nextLong(bound);
    };
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }

  private String pick(String[] values) {
    return values[random.nextInt(values.length)];
  }
}
