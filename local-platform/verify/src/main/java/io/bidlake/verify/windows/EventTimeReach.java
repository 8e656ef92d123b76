package io.bidlake.verify.windows;

import io.bidlake.model.Topic;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Position;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** How far event time has come in Kafka. Filled by several threads. */
final class EventTimeReach {

  private final Map<Position, Long> newest = new ConcurrentHashMap<>();

  /** A clock that is ahead moves nothing; nor does what the jobs may not have seen yet. */
  void add(Event event) {
    if (event.settled() && !event.ahead()) {
      Position position = event.position();
      Position partition = new Position(position.topic(), position.partition(), 0);
      newest.merge(partition, event.time(), Math::max);
    }
  }

  /**
   * How far a job that reads these topics must have come: the farthest topic's slowest partition.
   * Topics and partitions without events hold nobody back.
   */
  OptionalLong of(Collection<Topic<?>> topics) {
    return topics.stream()
        .map(
            topic ->
                newest.entrySet().stream()
                    .filter(partition -> partition.getKey().topic().equals(topic.name()))
                    .mapToLong(Map.Entry::getValue)
                    .min())
        .flatMapToLong(OptionalLong::stream)
        .max();
  }
}
