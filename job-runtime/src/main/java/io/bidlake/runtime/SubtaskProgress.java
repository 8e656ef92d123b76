package io.bidlake.runtime;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.TimerService;

/**
 * How far an operator has come, kept across restarts. Flink forgets the watermark when it restarts;
 * but state that the watermark has cleared is gone, so an event that was too late before the
 * restart must be too late after it, or it would count a second time.
 */
public final class SubtaskProgress {

  private long watermark = Long.MIN_VALUE;
  private long held;
  private TimerService timers;

  private ListState<Long> watermarks;
  private ListState<Long> heldCounts;

  /**
   * Goes on where the operator was. Each subtask takes the highest watermark of all, and its share
   * of what they held, which after a change of parallelism is an estimate.
   *
   * @param gauge name of the metric that shows how many keys are held
   */
  public void initialize(
      FunctionInitializationContext context, RuntimeContext runtime, String gauge)
      throws Exception {
    watermarks = context.getOperatorStateStore().getUnionListState(longs("watermark"));
    heldCounts = context.getOperatorStateStore().getUnionListState(longs("held"));
    for (long restored : watermarks.get()) {
      watermark = Math.max(watermark, restored);
    }
    List<Long> heldByEach = new ArrayList<>();
    heldCounts.get().forEach(heldByEach::add);
    held = shareOf(heldByEach, runtime.getTaskInfo());
    runtime.getMetricGroup().gauge(gauge, () -> held);
  }

  /** What this subtask held, or after a change of parallelism an equal share of what all held. */
  private static long shareOf(List<Long> heldByEach, TaskInfo task) {
    int subtasks = task.getNumberOfParallelSubtasks();
    int index = task.getIndexOfThisSubtask();
    if (heldByEach.size() == subtasks) {
      return heldByEach.get(index);
    }
    long heldByAll = heldByEach.stream().mapToLong(Long::longValue).sum();
    return heldByAll / subtasks + (index < heldByAll % subtasks ? 1 : 0);
  }

  public void snapshot() throws Exception {
    if (timers != null) {
      reached(timers);
    }
    watermarks.update(List.of(watermark));
    heldCounts.update(List.of(held));
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

  /** A key got state. */
  public void hold() {
    held++;
  }

  /** A key lost its state. */
  public void release() {
    held--;
  }

  private static ListStateDescriptor<Long> longs(String name) {
    return new ListStateDescriptor<>(name, Types.LONG);
  }
}
