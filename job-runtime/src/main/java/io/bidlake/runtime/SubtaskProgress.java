package io.bidlake.runtime;

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
 * restart must be too late after it, or it would count a second time.
 */
public final class SubtaskProgress {

  private long watermark = Long.MIN_VALUE;
  private long held;
  private TimerService timers;

  private ListState<Long> watermarks;

  /** By number of the subtask: a list of states has no order. */
  private ListState<Tuple2<Integer, Long>> heldCounts;

  private int index;

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
    heldCounts =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("held", Types.TUPLE(Types.INT, Types.LONG)));
    index = runtime.getTaskInfo().getIndexOfThisSubtask();
    for (long restored : watermarks.get()) {
      watermark = Math.max(watermark, restored);
    }
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

  /** A key got state. */
  public void hold() {
    held++;
  }

  /** A key lost its state. */
  public void release() {
    held--;
  }
}
