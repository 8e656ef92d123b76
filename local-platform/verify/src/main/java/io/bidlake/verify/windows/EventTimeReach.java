package io.bidlake.verify.windows;

import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.UncountedEvent;
import io.bidlake.verify.truth.WindowTable;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far event time has come for each job. Filled by several threads: first with the rows of
 * {@code late_events}, then with the events, those of a partition in their order.
 */
final class EventTimeReach {

  private record Partition(String job, String topic, int number) {

    private Partition(String job, Position position) {
      this(job, position.topic(), position.partition());
    }
  }

  /** An event of a record, which can hold more than one. */
  private record Place(long offset, String id, long timeMicros) {}

  private final Map<Partition, Set<Place>> ahead = new ConcurrentHashMap<>();
  private final Map<Partition, Long> newest = new ConcurrentHashMap<>();

  /** Notes which events had a clock that was ahead of the one of the job that read them. */
  void add(UncountedEvent row) {
    if (row.is(Reason.AHEAD)) {
      WindowTable.jobOf(row.table())
          .map(job -> new Partition(job, row.position()))
          .ifPresent(
              partition ->
                  ahead
                      .computeIfAbsent(partition, key -> ConcurrentHashMap.newKeySet())
                      .add(new Place(row.position().offset(), row.id(), row.timeMicros())));
    }
  }

  /**
   * Notes an event. A clock that is ahead moves nothing; nor does what the jobs may not have seen
   * yet.
   *
   * @return the event, whose clock was not ahead if it is no newer than one before it whose clock
   *     was not: the clock of a job goes forward only
   */
  Event add(Event event) {
    boolean canBeAhead = false;
    for (String job : WindowTable.jobsThatRead(event.topic())) {
      Partition partition = new Partition(job, event.position());
      canBeAhead |= event.time() > newest.getOrDefault(partition, Long.MIN_VALUE);
      if (event.settled() && !isAhead(event, partition)) {
        newest.merge(partition, event.time(), Math::max);
      }
    }
    return canBeAhead || event.isAhead() ? event : event.notAhead();
  }

  private boolean isAhead(Event event, Partition partition) {
    Set<Place> ofPartition = ahead.getOrDefault(partition, Set.of());
    return event.isAhead()
        || (!ofPartition.isEmpty()
            && ofPartition.contains(
                new Place(event.position().offset(), event.id(), Micros.ofMillis(event.time()))));
  }

  /**
   * How far a job must have come: the farthest topic's slowest partition. Topics and partitions
   * without events hold nobody back.
   */
  OptionalLong of(String job) {
    return WindowTable.topicsOf(job).stream()
        .map(
            topic ->
                newest.entrySet().stream()
                    .filter(partition -> partition.getKey().job().equals(job))
                    .filter(partition -> partition.getKey().topic().equals(topic.name()))
                    .mapToLong(Map.Entry::getValue)
                    .min())
        .flatMapToLong(OptionalLong::stream)
        .max();
  }
}
