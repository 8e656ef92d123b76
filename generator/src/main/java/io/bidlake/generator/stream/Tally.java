package io.bidlake.generator.stream;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts messages. One thread counts, any thread reads. */
public final class Tally {

  private final Map<EventKind, Map<Nature, AtomicLong>> counts = new EnumMap<>(EventKind.class);

  public Tally() {
    for (EventKind kind : EventKind.values()) {
      Map<Nature, AtomicLong> ofKind = new EnumMap<>(Nature.class);
      for (Nature nature : Nature.values()) {
        ofKind.put(nature, new AtomicLong());
      }
      counts.put(kind, ofKind);
    }
  }

  public void add(EventKind kind, Nature nature) {
    AtomicLong count = counts.get(kind).get(nature);
    count.lazySet(count.getPlain() + 1);
  }

  public long count(EventKind kind, Nature nature) {
    return counts.get(kind).get(nature).get();
  }

  /** Events of a kind, each once: in time or late. */
  public long events(EventKind kind) {
    return count(kind, Nature.EVENT) + count(kind, Nature.LATE);
  }

  /** Events of all kinds, each once. */
  public long events() {
    long sum = 0;
    for (EventKind kind : EventKind.values()) {
      sum += events(kind);
    }
    return sum;
  }

  /** All messages of a kind: events, duplicates and poison. */
  public long messages(EventKind kind) {
    return events(kind) + count(kind, Nature.DUPLICATE) + count(kind, Nature.POISON);
  }
}
