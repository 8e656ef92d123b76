package io.bidlake.verify.truth;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.kafka.TopicSpan;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The part of Kafka that is read: all of it, or what was received since a time. Of an event that
 * was received before, nothing is known but its row in {@code late_events}.
 *
 * @param since the time, in ms; empty for everything
 * @param starts the first offset that is read, by partition, with the default name of its topic
 */
public record Known(Optional<Long> since, Map<TopicPartition, Long> starts) {

  /** All of Kafka. */
  public static final Known ALL = new Known(Optional.empty(), Map.of());

  public static Known of(Optional<Instant> since, List<TopicSpan> spans) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicSpan span : spans) {
      for (Topic<?> topic : span.topics()) {
        starts.put(new TopicPartition(topic.name(), span.partition()), span.start());
      }
    }
    return new Known(since.map(Instant::toEpochMilli), starts);
  }

  /** Whether a record is among those that are read. */
  public boolean has(Position position) {
    TopicPartition partition = new TopicPartition(position.topic(), position.partition());
    return position.offset() >= starts.getOrDefault(partition, 0L);
  }

  /**
   * The event time, in ms, from which on everything is known that a table can count, with all that
   * it can belong to. An event that counts was received at most {@link WindowRules#ahead} before
   * its time. It can belong to events that are earlier by the bounds; and what is known of these
   * events, and which copies there are, depends on what a job still has in its state.
   */
  public long from(WindowTable table, WindowRules rules) {
    long funnel =
        Topics.FUNNEL.stream()
            .filter(stage -> stage.parent() != null)
            .mapToLong(rules::within)
            .sum();
    long before = Math.max(funnel, rules.requestWithin()) + 2 * table.truth().hold(rules);
    return since
        .map(time -> time + rules.ahead() + rules.lateness() + before)
        .orElse(Long.MIN_VALUE);
  }
}
