package io.bidlake.landing.topics;

import io.bidlake.landing.rules.Rules;
import io.bidlake.landing.table.TopicTables;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Decides which topics are read. A topic that has a table or a rule of its own is read at once; of
 * others, a limited number an hour, in the order of their names. A topic whose table is that of
 * another topic is not read. What is not read yet waits in Kafka.
 */
final class Admission {

  private static final Duration HOUR = Duration.ofHours(1);

  private final int perHour;
  private final Clock clock;
  private final Map<String, String> topicOfTable = new HashMap<>();
  private final Set<String> admitted = new TreeSet<>();
  private final Deque<Long> admittedAt = new ArrayDeque<>();

  /** Why topics are not read, by topic. */
  private final Map<String, String> refused = new TreeMap<>();

  private int waiting;

  Admission(int perHour, Clock clock) {
    this.perHour = perHour;
    this.clock = clock;
  }

  /**
   * Returns the topics to read.
   *
   * @param present topics in Kafka that may be read
   * @param owners looks up the topic of the table with a name: empty if there is no such table, an
   *     empty text if it is not of the landing job
   */
  Set<String> admit(Set<String> present, Rules rules, Function<String, Optional<String>> owners) {
    refused.clear();
    waiting = 0;
    for (String topic : new TreeSet<>(present)) {
      if (!admitted.contains(topic)) {
        consider(topic, rules, owners);
      }
    }
    Set<String> reading = new TreeSet<>(admitted);
    reading.retainAll(present);
    return reading;
  }

  private void consider(String topic, Rules rules, Function<String, Optional<String>> owners) {
    String table = TopicTables.nameOf(topic, rules.of(topic));
    String owner = topicOfTable.get(table);
    if (owner == null) {
      owner = owners.apply(table).orElse(null);
    }
    if (owner == null) {
      if (rules.name(topic) || isRoomInThisHour()) {
        read(topic, table);
      } else {
        waiting++;
      }
    } else if (owner.equals(topic)) {
      read(topic, table);
    } else {
      refused.put(
          topic,
          owner.isEmpty()
              ? "table %s is not of the landing job".formatted(table)
              : "table %s is that of topic %s".formatted(table, owner));
    }
  }

  private void read(String topic, String table) {
    admitted.add(topic);
    topicOfTable.put(table, topic);
  }

  private boolean isRoomInThisHour() {
    long now = clock.millis();
    while (!admittedAt.isEmpty() && now - admittedAt.peek() >= HOUR.toMillis()) {
      admittedAt.remove();
    }
    if (admittedAt.size() >= perHour) {
      return false;
    }
    admittedAt.add(now);
    return true;
  }

  /** Returns how many topics wait for the next hour. */
  int waiting() {
    return waiting;
  }

  /** Returns why topics are not read until a rule gives their tables other names, by topic. */
  Map<String, String> refused() {
    return new TreeMap<>(refused);
  }
}
