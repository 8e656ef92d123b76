package io.bidlake.verify.windows;

import io.bidlake.model.Topic;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.UncountedEvent;
import io.bidlake.verify.kafka.TopicSpan;
import io.bidlake.verify.truth.WindowTable;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The event time that each job has reached. Thread-safe: first the rows of {@code late_events} are
 * added, then the events, those of a partition in order.
 */
final class EventTimeReach {

  private record Partition(String job, String topic, int number) {

    private Partition(String job, Position position) {
      this(job, position.topic(), position.partition());
    }
  }

  /** Identifies an event of a record, which can contain more than one. */
  private record Place(long offset, String id, long timeMicros) {}

  private final Map<Partition, Set<Place>> ahead = new ConcurrentHashMap<>();
  private final Map<Partition, Long> newest = new ConcurrentHashMap<>();
  private final Set<Partition> expected = ConcurrentHashMap.newKeySet();

  /** Notes that there is a partition. */
  void add(TopicSpan span) {
    for (Topic<?> topic : span.topics()) {
      for (String job : WindowTable.jobsThatRead(topic)) {
        expected.add(new Partition(job, topic.name(), span.partition()));
      }
    }
  }

  /** Notes the events whose sender's clock was ahead of that of the job that read them. */
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
   * Notes an event. It does not advance event time if its clock was ahead, or if the jobs may not
   * have read it yet.
   *
   * @return the event. Its clock was certainly not ahead if it is not newer than an earlier event
   *     of its partition whose clock was not, as the clock of a job only advances
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
   * The event time that a job has reached. Topics and partitions without events hold it back until
   * they count as idle.
   */
  Optional<Reached> of(String job) {
    LongSummaryStatistics slowest =
        WindowTable.topicsOf(job).stream()
            .map(
                topic ->
                    newest.entrySet().stream()
                        .filter(partition -> partition.getKey().job().equals(job))
                        .filter(partition -> partition.getKey().topic().equals(topic.name()))
                        .mapToLong(Map.Entry::getValue)
                        .min())
            .flatMapToLong(OptionalLong::stream)
            .summaryStatistics();
    boolean isEachRead =
        newest
            .keySet()
            .containsAll(
                expected.stream().filter(partition -> partition.job().equals(job)).toList());
    long surely = isEachRead ? slowest.getMin() : Reached.NOTHING;
    return slowest.getCount() == 0
        ? Optional.empty()
        : Optional.of(new Reached(surely, slowest.getMax()));
  }
}
