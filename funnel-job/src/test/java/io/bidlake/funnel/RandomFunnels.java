package io.bidlake.funnel;

import static io.bidlake.funnel.TestEvents.HOUR;
import static io.bidlake.funnel.TestEvents.ONE_HOUR;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/** The partitions of the four topics with random events, in the order in which they are read. */
final class RandomFunnels {

  private static final int MOST_PARTITIONS = 2;

  private final Random random;
  private final Arrivals arrivals;
  private final List<List<Arrival>> partitions = new ArrayList<>();

  RandomFunnels(Random random, RandomRequest requests, Arrivals arrivals) {
    this.random = random;
    this.arrivals = arrivals;
    List<FunnelEvent> events = new ArrayList<>();
    int count = 1 + random.nextInt(24);
    for (int i = 0; i < count; i++) {
      boolean asUuid = random.nextBoolean();
      events.addAll(requests.events(asUuid ? new UUID(random.nextLong(), i).toString() : "r" + i));
    }
    Map<Integer, List<FunnelEvent>> byTopic =
        events.stream().collect(Collectors.groupingBy(event -> (int) event.topic));
    for (int topic = 0; topic < Stages.COUNT; topic++) {
      boolean silent = random.nextInt(20) == 0;
      spread(silent ? List.of() : byTopic.getOrDefault(topic, List.of()));
    }
  }

  private void spread(List<FunnelEvent> events) {
    int count = 1 + random.nextInt(MOST_PARTITIONS);
    Map<Integer, List<FunnelEvent>> spread = new HashMap<>();
    for (FunnelEvent event : events) {
      spread.computeIfAbsent(random.nextInt(count), i -> new ArrayList<>()).add(event);
    }
    for (int i = 0; i < count; i++) {
      partitions.add(log(i, spread.getOrDefault(i, List.of())));
    }
  }

  /** Shuffled: each comes some time after it happened. */
  private List<Arrival> log(int partition, List<FunnelEvent> events) {
    List<Arrival> delayed = new ArrayList<>();
    for (FunnelEvent event : events) {
      delayed.add(new Arrival(event, event.time + delay()));
    }
    delayed.sort(Comparator.comparingLong(Arrival::time));
    List<Arrival> log = new ArrayList<>();
    for (Arrival next : delayed) {
      log.add(new Arrival(TestEvents.at(next.event(), partition, log.size()), next.time()));
      if (random.nextInt(40) == 0) {
        log.add(new Arrival(ahead(next.event(), partition, log.size()), next.time()));
      }
    }
    return log;
  }

  private long delay() {
    if (arrivals == Arrivals.LATE && random.nextInt(4) == 0) {
      long[] most = {20_000, ONE_HOUR / 6, ONE_HOUR / 2, ONE_HOUR, ONE_HOUR, 3 * ONE_HOUR};
      return (long) (random.nextDouble() * most[random.nextInt(most.length)]);
    }
    return random.nextInt(SimulatedPartition.OUT_OF_ORDERNESS + 1);
  }

  /** An event with a clock that is a day ahead. */
  private static FunnelEvent ahead(FunnelEvent like, int partition, long offset) {
    FunnelEvent event = TestEvents.copyAt(like, HOUR + 24 * ONE_HOUR);
    event.ahead = true;
    return TestEvents.at(event, partition, offset);
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /** Of all topics. */
  List<List<Arrival>> partitions() {
    return partitions;
  }

  List<FunnelEvent> all() {
    return partitions.stream().flatMap(List::stream).map(Arrival::event).toList();
  }
}
