package io.bidlake.verify.truth;

import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.RequestGroup;
import java.util.Comparator;
import java.util.function.Function;

/** What a table of windows counts, worked out from the events of one request after the other. */
public interface Truth {

  /** Of copies of an event that differ, the first by this order counts. */
  Comparator<Event> order();

  /**
   * Counts what the events of one request come to.
   *
   * @return why the table does not count an event of that request, apart from a clock that is
   *     ahead; null if it counts, or if Kafka cannot tell
   */
  Function<Event, Reason> count(Candidates events, WindowRules rules, Cells cells);

  /** How long after the end of a window its events may still come, in ms. */
  default long hold(WindowRules rules) {
    return 0;
  }

  /** Whether each event of a request that does not count needs a row in {@code late_events}. */
  default boolean listsUncounted(RequestGroup request) {
    return true;
  }
}
