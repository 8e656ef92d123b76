package io.bidlake.funnel;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * Where a job can go on.
 *
 * @param positions of the partitions; empty to begin at the beginning
 * @param correlate states of the subtasks of the first half
 * @param emit states of the subtasks of the second half
 * @param changes of the table that are committed with it
 * @param late rows of {@code late_events} that are committed with it
 */
record SimulatedCheckpoint(
    List<Integer> positions,
    List<OperatorSubtaskState> correlate,
    List<OperatorSubtaskState> emit,
    List<FunnelChange> changes,
    List<UncountedEvent> late) {

  static final SimulatedCheckpoint NONE =
      new SimulatedCheckpoint(List.of(), List.of(), List.of(), List.of(), List.of());
}
