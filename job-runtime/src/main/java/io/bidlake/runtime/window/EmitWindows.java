package io.bidlake.runtime.window;

import io.bidlake.runtime.RowBuilder;
import io.bidlake.runtime.RowLayout;
import io.bidlake.runtime.SubtaskProgress;
import io.bidlake.runtime.TableRows;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;

/**
 * Adds contributions up and emits the row of a window when it is complete, that is when the
 * watermark is past its end by the hold: an {@code INSERT}. A contribution that comes later, within
 * the allowed lateness, replaces the row at once: {@code UPDATE_BEFORE} and {@code UPDATE_AFTER},
 * or {@code DELETE} if nothing is left. Windows in which nothing happened have no row.
 *
 * <p>Keeps, per key, the totals of each slice and the totals that each window was emitted with,
 * until the window can no longer be corrected. Overlapping windows share slices: an event costs the
 * same however long the windows are.
 *
 * <p>Those who contribute keep events off that are too late; one that comes nevertheless is a bug
 * and fails the job.
 */
public final class EmitWindows extends KeyedProcessFunction<String, Contribution, RowData>
    implements CheckpointedFunction {

  private final WindowShape shape;
  private final int kinds;
  private final WindowRow windowRow;
  private final RowLayout layout;

  private transient SubtaskProgress progress;
  private transient MapState<Long, Totals> slices;
  private transient MapState<Long, Totals> emitted;
  private transient RowBuilder row;
  private transient Counter corrected;

  /**
   * @param kinds how many counts there are
   */
  EmitWindows(WindowShape shape, int kinds, WindowRow windowRow, TableRows table) {
    this.shape = shape;
    this.kinds = kinds;
    this.windowRow = windowRow;
    this.layout = table.layout();
  }

  /**
   * The changes of a table that its contributions come to. They are combined where they are made,
   * then sent to the owner of their key.
   *
   * @param kinds how many counts there are
   */
  public static SingleOutputStreamOperator<RowData> of(
      DataStream<Contribution> contributions,
      WindowShape shape,
      int kinds,
      WindowRow windowRow,
      TableRows table) {
    String name = table.definition().name().replace('_', '-');
    return contributions
        .transform("combine-" + name, Types.POJO(Contribution.class), new CombineContributions())
        .uid("combine-" + name)
        .keyBy(Contribution::key, Types.STRING)
        .process(new EmitWindows(shape, kinds, windowRow, table), table.layout().typeInformation())
        .name("emit-" + name)
        .uid("emit-" + name);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    progress = new SubtaskProgress();
    progress.initialize(context, getRuntimeContext(), "openWindows");
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    progress.snapshot();
  }

  @Override
  public void open(OpenContext openContext) {
    slices = getRuntimeContext().getMapState(totalsByTime("slices"));
    emitted = getRuntimeContext().getMapState(totalsByTime("emitted"));
    row = new RowBuilder(layout);
    corrected = getRuntimeContext().getMetricGroup().counter("corrected");
  }

  private static MapStateDescriptor<Long, Totals> totalsByTime(String name) {
    return new MapStateDescriptor<>(name, Types.LONG, Types.POJO(Totals.class));
  }

  @Override
  public void processElement(Contribution contribution, Context context, Collector<RowData> out)
      throws Exception {
    long slice = contribution.slice;
    long watermark = context.timerService().currentWatermark();
    if (shape.forgottenAt(slice) <= progress.reached(context.timerService())) {
      throw new IllegalStateException(
          "slice %d of '%s' must not change any more at watermark %d"
              .formatted(slice, contribution.key, watermark));
    }
    add(contribution, context);
    long window = shape.firstWindowOf(slice);
    for (; window <= slice && shape.finalAt(window) <= watermark; window += shape.slide()) {
      settle(context.getCurrentKey(), window, context, out);
    }
    if (window <= slice) {
      context.timerService().registerEventTimeTimer(shape.finalAt(window));
    }
  }

  private void add(Contribution contribution, Context context) throws Exception {
    Totals totals = slices.get(contribution.slice);
    if (totals == null) {
      totals = Totals.none(kinds);
      progress.hold();
      context.timerService().registerEventTimeTimer(shape.forgottenAt(contribution.slice));
    }
    totals.add(contribution.totals);
    slices.put(contribution.slice, totals);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<RowData> out)
      throws Exception {
    progress.reached(context.timerService());
    long complete = shape.windowFinalAt(timestamp);
    if (shape.isWindow(complete)) {
      settle(context.getCurrentKey(), complete, context, out);
      if (hasSlice(complete + shape.slide())) {
        context.timerService().registerEventTimeTimer(shape.finalAt(complete + shape.slide()));
      }
    }
    long over = complete - shape.lateness();
    if (shape.isWindow(over)) {
      forget(over);
    }
  }

  /** Makes the window's row what the slices say now. */
  private void settle(String key, long window, Context context, Collector<RowData> out)
      throws Exception {
    Totals before = emitted.get(window);
    Totals now = sum(window);
    if (before == null && !now.isNothing()) {
      emit(RowKind.INSERT, key, window, now, out);
      if (shape.canBeCorrected()) {
        context.timerService().registerEventTimeTimer(shape.forgottenAt(window));
        emitted.put(window, now);
      }
    } else if (before != null && now.isNothing()) {
      corrected.inc();
      emit(RowKind.DELETE, key, window, before, out);
      emitted.remove(window);
    } else if (before != null && !now.equals(before)) {
      corrected.inc();
      emit(RowKind.UPDATE_BEFORE, key, window, before, out);
      emit(RowKind.UPDATE_AFTER, key, window, now, out);
      emitted.put(window, now);
    }
  }

  private Totals sum(long window) throws Exception {
    Totals sum = Totals.none(kinds);
    for (long slice = window; slice < window + shape.size(); slice += shape.slide()) {
      Totals part = slices.get(slice);
      if (part != null) {
        sum.add(part);
      }
    }
    return sum;
  }

  private boolean hasSlice(long window) throws Exception {
    for (long slice = window; slice < window + shape.size(); slice += shape.slide()) {
      if (slices.contains(slice)) {
        return true;
      }
    }
    return false;
  }

  /** No window after this one has its first slice. */
  private void forget(long window) throws Exception {
    if (slices.contains(window)) {
      slices.remove(window);
      progress.release();
    }
    emitted.remove(window);
  }

  private void emit(RowKind kind, String key, long window, Totals totals, Collector<RowData> out) {
    RowData filled = windowRow.fill(row.begin(), window, window + shape.size(), key, totals);
    filled.setRowKind(kind);
    out.collect(filled);
  }
}
