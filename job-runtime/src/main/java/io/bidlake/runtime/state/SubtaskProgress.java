package io.bidlake.runtime.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.TimerService;

/**
 * The watermark of an operator, kept across restarts. Flink does not restore watermarks. State that
 * was cleared is gone, though, so an event that was too late before a restart must be too late
 * after it, or it could count twice. This also holds if the job keeps state longer after the
 * restart than before.
 */
public final class SubtaskProgress {

  private final long kept;

  private long watermark = Long.MIN_VALUE;
  private long overBefore = Long.MIN_VALUE;
  private long held;
  private TimerService timers;

  private ListState<Long> watermarks;

  /** Time up to which state had been cleared. */
  private ListState<Long> overs;

  /** Held keys with the index of the subtask: list state has no order. */
  private ListState<Tuple2<Integer, Long>> heldCounts;

  private int index;

  /**
   * @param kept how far the watermark must be past a time until its state is cleared, in ms
   */
  public SubtaskProgress(long kept) {
    this.kept = kept;
  }

  /**
   * Restores the state. Each subtask restores the highest watermark of all subtasks, and its number
   * of held keys; after a change of parallelism that is an equal share of the total, an estimate.
   *
   * @param gauge name of the metric of the number of held keys
   */
  public void initialize(
      FunctionInitializationContext context, RuntimeContext runtime, String gauge)
      throws Exception {
    watermarks =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("watermark", Types.LONG));
    overs =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("over", Types.LONG));
    heldCounts =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("held", Types.TUPLE(Types.INT, Types.LONG)));
    index = runtime.getTaskInfo().getIndexOfThisSubtask();
    for (long restored : watermarks.get()) {
      watermark = Math.max(watermark, restored);
    }
    List<Long> restoredOvers = new ArrayList<>();
    overs.get().forEach(restoredOvers::add);
    // State of an older release does not contain this: assume that the duration was the same.
    overBefore = restoredOvers.isEmpty() ? over() : Collections.max(restoredOvers);
    Map<Integer, Long> heldBySubtask = new HashMap<>();
    heldCounts.get().forEach(count -> heldBySubtask.put(count.f0, count.f1));
    held = shareOf(heldBySubtask, runtime.getTaskInfo().getNumberOfParallelSubtasks());
    runtime.getMetricGroup().gauge(gauge, () -> held);
  }

  /**
   * Returns the number of keys that this subtask held, or after a change of parallelism an equal
   * share of all keys.
   */
  private long shareOf(Map<Integer, Long> heldBySubtask, int subtasks) {
    if (heldBySubtask.size() == subtasks) {
      return heldBySubtask.get(index);
    }
    long heldByAll = heldBySubtask.values().stream().mapToLong(Long::longValue).sum();
    return heldByAll / subtasks + (index < heldByAll % subtasks ? 1 : 0);
  }

  public void snapshot() throws Exception {
    if (timers != null) {
      reached(timers);
    }
    watermarks.update(List.of(watermark));
    overs.update(List.of(over()));
    heldCounts.update(List.of(Tuple2.of(index, held)));
  }

  /**
   * Returns the highest watermark so far. Keeps the timer service, because the watermark may
   * advance without any event or timer before the next snapshot. A subtask that has had neither has
   * no timer service, and needs none: all subtasks have the same watermark when a checkpoint
   * barrier arrives, and another one had the event that advanced it.
   */
  public long reached(TimerService timerService) {
    timers = timerService;
    watermark = Math.max(watermark, timerService.currentWatermark());
    return watermark;
  }

  /**
   * Returns whether the highest watermark so far is past a time by the duration for which state is
   * kept.
   */
  public boolean isOver(long time) {
    return time + kept <= watermark;
  }

  /**
   * Returns whether the state of a time had been cleared before the last restart, when state may
   * have been kept for a shorter duration.
   */
  public boolean wasOver(long time) {
    return time <= overBefore;
  }

  private long over() {
    // Avoid an underflow before the first watermark.
    return watermark < Long.MIN_VALUE + kept ? overBefore : Math.max(overBefore, watermark - kept);
  }

  /** Counts a key that got state. */
  public void hold() {
    held++;
  }

  /** Counts a key whose state was cleared. */
  public void release() {
    held--;
  }
}
