package io.bidlake.verify.truth;

import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.RequestGroup;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/** Computes what a windowed table counts, from the events of one request after the other. */
public interface Truth {

  /** The order of differing copies of an event; the first one counts. */
  default Comparator<Event> order() {
    return CopyOrder.AUCTION;
  }

  /**
   * Counts the events of one request.
   *
   * @return a function that returns why the table does not count an event of that request, apart
   *     from a clock that is ahead; null if the event counts, or if Kafka cannot tell
   */
  Function<Event, Reason> count(Candidates events, Cells cells);

  /** How long after the end of a window its events may still arrive, in ms. */
  default long hold(WindowRules rules) {
    return 0;
  }

  /** How often a row is written before its window is complete; empty if it is not. */
  default Optional<Duration> step() {
    return Optional.empty();
  }

  /** Whether every uncounted event of a request needs a row in {@code late_events}. */
  default boolean listsUncounted(RequestGroup request) {
    return true;
  }
}
