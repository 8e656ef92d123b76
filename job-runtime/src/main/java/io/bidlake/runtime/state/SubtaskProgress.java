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
 * How far an operator has come, kept across restarts. Flink forgets the watermark when it restarts;
 * but state that the watermark has cleared is gone, so an event that was too late before the
 * restart must be too late after it, or it would count a second time. That holds also when things
 * are kept longer after the restart than before.
 */
public final class SubtaskProgress {

  private final long kept;

  private long watermark = Long.MIN_VALUE;
  private long overBefore = Long.MIN_VALUE;
  private long held;
  private TimerService timers;

  private ListState<Long> watermarks;

  /** Up to which time all was over. */
  private ListState<Long> overs;

  /** By number of the subtask: a list of states has no order. */
  private ListState<Tuple2<Integer, Long>> heldCounts;

  private int index;

  /**
   * @param kept how far the watermark is past a time when that is over, in ms
   */
  public SubtaskProgress(long kept) {
    this.kept = kept;
  }

  /**
   * Goes on where the operator was. Each subtask takes the highest watermark of all, and its share
   * of what they held, which after a change of parallelism is an estimate.
   *
   * @param gauge name of the metric that shows how many keys are held
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
    // What does not say this, of an older release, counts as kept as long as now.
    overBefore = restoredOvers.isEmpty() ? over() : Collections.max(restoredOvers);
    Map<Integer, Long> heldBySubtask = new HashMap<>();
    heldCounts.get().forEach(count -> heldBySubtask.put(count.f0, count.f1));
    held = shareOf(heldBySubtask, runtime.getTaskInfo().getNumberOfParallelSubtasks());
    runtime.getMetricGroup().gauge(gauge, () -> held);
  }

  /** What this subtask held, or after a change of parallelism an equal share of what all held. */
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
   * The highest watermark so far. The timer service is kept, because the watermark may rise without
   * any event or timer before the next snapshot. A subtask that never had either need not know: all
   * have the same watermark when a checkpoint's barrier has come, and one had the event that raised
   * it.
   */
  public long reached(TimerService timerService) {
    timers = timerService;
    watermark = Math.max(watermark, timerService.currentWatermark());
    return watermark;
  }

  /** Whether the highest watermark so far is past a time by as much as it is kept. */
  public boolean isOver(long time) {
    return time + kept <= watermark;
  }

  /** Whether a time was over before the last restart, when it may have been kept less long. */
  public boolean wasOver(long time) {
    return time <= overBefore;
  }

  private long over() {
    // Before the first watermark there is nothing to subtract from.
    return watermark < Long.MIN_VALUE + kept ? overBefore : Math.max(overBefore, watermark - kept);
  }

  /** A key got state. */
  public void hold() {
    held++;
  }

  /** A key lost its state. */
  public void release() {
    held--;
  }
}
