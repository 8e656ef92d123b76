package io.bidlake.verify.windows;

import io.bidlake.verify.base.Micros;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.UncountedEvent;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.QualityTruth;
import io.bidlake.verify.truth.WindowTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts dead letters for {@link WindowTable#QUALITY} by the hour in which Kafka received them. One
 * that is in {@code late_events} counts there as late, in the hour that the job had reached, or not
 * at all. Thread-safe: first the rows of {@code late_events} are added, then the dead letters.
 */
final class DeadLetters {

  private static final WindowTable TABLE = WindowTable.QUALITY;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final TimeLimits limits;
  private final Map<Place, UncountedEvent> rows = new ConcurrentHashMap<>();
  private final Queue<Named> named = new ConcurrentLinkedQueue<>();
  private final Queue<UncountedEvent> repeated = new ConcurrentLinkedQueue<>();
  private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

  DeadLetters(TimeLimits limits) {
    this.limits = limits;
  }

  /** Identifies a dead letter. */
  private record Place(Position position, String id) {}

  /** Dead letters that count alike. */
  private record Kind(String topic, long hour, DeadLetterReason reason, boolean settled) {}

  /** A row of {@code late_events} and its dead letter, which was received at a time in ms. */
  private record Named(UncountedEvent row, long time, boolean stampedByBroker, boolean settled) {}

  /** Whether a row of {@code late_events} seems to be about a dead letter, by its id. */
  static boolean isAbout(UncountedEvent row) {
    String position = position(row.position());
    return row.table().equals(TABLE.name())
        && row.requestId().isEmpty()
        && (row.id().equals(position) || row.id().startsWith(position + "#"));
  }

  private static String position(Position position) {
    return position.partition() + "@" + position.offset();
  }

  void add(UncountedEvent row) {
    if (rows.putIfAbsent(new Place(row.position(), row.id()), row) != null) {
      repeated.add(row);
    }
  }

  /**
   * Adds a dead letter.
   *
   * @param document the number of the document in its record; 0 for a whole record
   * @param reason the reason; null if it is unknown
   */
  void add(KafkaEntry entry, int document, DeadLetterReason reason) {
    if (!TABLE.uses(entry.topic())) {
      return;
    }
    Position position = new Position(entry.topic().name(), entry.partition(), entry.offset());
    String id = position(position) + (document == 0 ? "" : "#" + document);
    long time = limits.receiptOrEarliest(entry.timestamp()).toEpochMilli();
    UncountedEvent row = rows.remove(new Place(position, id));
    if (row != null) {
      named.add(new Named(row, time, entry.stampedByBroker(), entry.settled()));
    } else {
      long hour = Math.floorDiv(time, HOUR) * HOUR;
      counts
          .computeIfAbsent(
              new Kind(entry.topic().name(), hour, reason, entry.settled()),
              kind -> new LongAdder())
          .increment();
    }
  }

  /** The rows that are about no dead letter. */
  Collection<UncountedEvent> others() {
    List<UncountedEvent> others = new ArrayList<>(rows.values());
    others.addAll(repeated);
    return others;
  }

  /** Adds the dead letters to the expected rows of the table, and checks the rows about them. */
  void count(Cells cells, UncountedAudit audit) {
    counts.forEach(
        (kind, count) ->
            cells
                .at(kind.hour(), kind.topic())
                .forEach(
                    cell -> {
                      QualityTruth.deadLetters(kind.reason(), count.sum(), cell);
                      cell.touchUnless(kind.settled());
                    }));
    for (Named each : named) {
      UncountedEvent row = each.row();
      String topic = row.position().topic();
      audit.check(row, Micros.ofMillis(each.time()), !each.stampedByBroker());
      // It may have been read after the rows of late_events.
      cells.at(each.time(), topic).forEach(cell -> cell.touchUnless(each.settled()));
      row.lateAt().ifPresent(time -> QualityTruth.late(time, topic, each.settled(), cells));
    }
  }
}
