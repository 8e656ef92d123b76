package io.bidlake.funnel;

import io.bidlake.tables.LateEvent.Reason;
import java.util.List;
import org.apache.flink.types.RowKind;

/**
 * What came out of a job.
 *
 * @param leftBehind entries of state and timers that are still there at the end of time
 */
record FunnelRun(List<FunnelChange> changes, List<UncountedEvent> late, int leftBehind) {

  List<UncountedEvent> late(Reason reason) {
    return late.stream().filter(event -> event.is(reason)).toList();
  }

  long changes(RowKind kind) {
    return changes.stream().filter(change -> change.kind() == kind).count();
  }
}
