package io.bidlake.runtime.window;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.SubtaskProgress;
import io.bidlake.runtime.window.CombineContributions.KeyAndSlice;
import io.bidlake.tables.WindowTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Aggregates contributions and emits the row of a window as an {@code INSERT} when the window is
 * complete, that is when the watermark is past its end by the hold. A later contribution, within
 * the allowed lateness, replaces the row immediately: {@code UPDATE_BEFORE} and {@code
 * UPDATE_AFTER}, or {@code DELETE} if all counts are 0. Empty windows have no row.
 *
 * <p>Long windows can be emitted in steps: at the end of each step by the hold, an open window has
 * the row of what it has added up to so far. Contributions to an open window wait for the next
 * step, so that a row is replaced once in a step, however many events there are.
 *
 * <p>Keeps, per key, the totals of each slice and the emitted totals of each window, until the
 * window can no longer be corrected. Overlapping windows share slices, so the cost per event does
 * not depend on the window length.
 *
 * <p>Upstream operators filter out events that are too late; a contribution that arrives
 * nevertheless is a bug and fails the job. The exception is a restart that keeps windows longer
 * than before: if the window had been cleared already, its row stays unchanged and a metric counts
 * the contribution.
 */
public final class EmitWindows extends KeyedProcessFunction<String, Contribution, WindowChange>
    implements CheckpointedFunction {

  /** By how much clocks of this process and of what it publishes to may differ. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  /** What windows have added up to so far. */
  static final OutputTag<WindowChange> RUNNING =
      new OutputTag<>("running", Types.POJO(WindowChange.class));

  private final WindowShape shape;
  private final PublishedWindows published;

  private transient SubtaskProgress progress;
  private transient ListState<Tuple2<Long, Long>> shapes;
  private transient ListState<Long> publishedUntil;
  private transient boolean reshaped;
  private transient MapState<Long, Totals> slices;
  private transient MapState<Long, Totals> emitted;
  private transient Map<KeyAndSlice, Totals> unpublished;
  private transient Counter corrected;
  private transient Counter forgotten;

  EmitWindows(WindowShape shape) {
    this(shape, null);
  }

  /**
   * @param published where running totals are published; null for nowhere
   */
  EmitWindows(WindowShape shape, PublishedWindows published) {
    if (published != null && shape.size() != shape.slide()) {
      throw new IllegalArgumentException("only windows that do not overlap have running totals");
    }
    this.shape = shape;
    this.published = published;
  }

  /**
   * The changes of a table.
   *
   * @param rows changes of its rows
   * @param running what each changed window has added up to so far, about once a second and before
   *     each checkpoint, as {@code UPDATE_AFTER}, whether it is complete or not
   */
  public record Changes(
      SingleOutputStreamOperator<RowData> rows, DataStream<WindowChange> running) {}

  /**
   * Builds the operators that turn the contributions to a table into changes of its rows.
   * Contributions are combined before the shuffle and then aggregated by key. {@link HoldDays}
   * limits the number of days that are written at once.
   */
  public static SingleOutputStreamOperator<RowData> of(
      DataStream<Contribution> contributions, WindowShape shape, TableRows<WindowTotals> table) {
    return hold(emit(contributions, new EmitWindows(shape), table), table);
  }

  /**
   * Builds the same operators for tumbling windows whose running totals are published, too.
   *
   * @param published where they are published
   */
  public static Changes publishing(
      DataStream<Contribution> contributions,
      WindowShape shape,
      TableRows<WindowTotals> table,
      PublishedWindows published) {
    var emitted = emit(contributions, new EmitWindows(shape, published), table);
    return new Changes(hold(emitted, table), emitted.getSideOutput(RUNNING));
  }

  private static SingleOutputStreamOperator<WindowChange> emit(
      DataStream<Contribution> contributions, EmitWindows windows, TableRows<WindowTotals> table) {
    String name = nameOf(table);
    return contributions
        .transform("combine-" + name, Types.POJO(Contribution.class), new CombineContributions())
        .uid("combine-" + name)
        .keyBy(Contribution::key, Types.STRING)
        .transform("emit-" + name, Types.POJO(WindowChange.class), new EmitWindowsOperator(windows))
        .uid("emit-" + name);
  }

  private static SingleOutputStreamOperator<RowData> hold(
      DataStream<WindowChange> changes, TableRows<WindowTotals> table) {
    String name = nameOf(table);
    return changes
        .keyBy(WindowChange::day, Types.LONG)
        .transform("hold-" + name, table.typeInformation(), new HoldDays(table))
        .uid("hold-" + name);
  }

  private static String nameOf(TableRows<WindowTotals> table) {
    return table.definition().name().replace('_', '-');
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    progress = new SubtaskProgress(shape.forgottenAt(0));
    progress.initialize(context, getRuntimeContext(), "openWindows");
    shapes =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("shape", Types.TUPLE(Types.LONG, Types.LONG)));
    reshaped = context.isRestored() && !isShapeOfAll(shapes.get());
    if (isPublishing()) {
      publishedUntil =
          context
              .getOperatorStateStore()
              .getUnionListState(new ListStateDescriptor<>("publishedUntil", Types.LONG));
    }
  }

  /**
   * Returns whether all subtasks had the current shape; false also for state of a release that did
   * not store the shape.
   */
  private boolean isShapeOfAll(Iterable<Tuple2<Long, Long>> restored) {
    boolean any = false;
    for (Tuple2<Long, Long> other : restored) {
      any = true;
      if (other.f0 != shape.hold() || other.f1 != shape.lateness()) {
        return false;
      }
    }
    return any;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    progress.snapshot();
    shapes.update(List.of(Tuple2.of(shape.hold(), shape.lateness())));
    if (isPublishing()) {
      publishedUntil.update(List.of(System.currentTimeMillis()));
    }
  }

  @Override
  public void open(OpenContext openContext) {
    slices = getRuntimeContext().getMapState(totalsOfSlices());
    emitted = getRuntimeContext().getMapState(totalsOfEmitted());
    unpublished = new HashMap<>();
    corrected = getRuntimeContext().getMetricGroup().counter("corrected");
    forgotten = getRuntimeContext().getMetricGroup().counter("forgotten");
  }

  /**
   * Returns whether the restored windows had a different hold or lateness. Their timers do not
   * match the current windows, so all must be registered again.
   */
  boolean isReshaped() {
    return reshaped;
  }

  /**
   * Registers the timers of a slice. The timer of its first window registers that of the next
   * window.
   */
  void registerTimersOfSlice(long slice, TimerService timers) {
    registerTimersOfOpen(shape.firstWindowOf(slice), Long.MIN_VALUE, timers);
    timers.registerEventTimeTimer(shape.forgottenAt(slice));
  }

  /**
   * Registers the timers of an open window: that of its completion always, so that its row is
   * complete then even if it was to be emitted in other steps before a restart.
   */
  private void registerTimersOfOpen(long window, long watermark, TimerService timers) {
    timers.registerEventTimeTimer(shape.finalAt(window));
    if (shape.isInSteps()) {
      timers.registerEventTimeTimer(shape.nextStepAt(window, watermark));
    }
  }

  /** Registers the timer of an emitted window. */
  void registerTimerOfEmitted(long window, TimerService timers) {
    timers.registerEventTimeTimer(shape.forgottenAt(window));
  }

  static MapStateDescriptor<Long, Totals> totalsOfSlices() {
    return totalsByTime("slices");
  }

  static MapStateDescriptor<Long, Totals> totalsOfEmitted() {
    return totalsByTime("emitted");
  }

  private static MapStateDescriptor<Long, Totals> totalsByTime(String name) {
    return new MapStateDescriptor<>(name, Types.LONG, Types.POJO(Totals.class));
  }

  @Override
  public void processElement(
      Contribution contribution, Context context, Collector<WindowChange> out) throws Exception {
    long slice = contribution.slice;
    long watermark = context.timerService().currentWatermark();
    progress.reached(context.timerService());
    if (progress.isOver(slice)) {
      throw new IllegalStateException(
          "slice %d of '%s' must not change any more at watermark %d"
              .formatted(slice, contribution.key, watermark));
    }
    if (progress.wasOver(slice)) {
      forgotten.inc();
      return;
    }
    add(contribution, context);
    long window = shape.firstWindowOf(slice);
    for (; window <= slice && shape.finalAt(window) <= watermark; window += shape.slide()) {
      if (settle(context.getCurrentKey(), window, context, out)) {
        corrected.inc();
      }
    }
    if (window <= slice) {
      registerTimersOfOpen(window, watermark, context.timerService());
    }
  }

  private void add(Contribution contribution, Context context) throws Exception {
    Totals totals = slices.get(contribution.slice);
    if (totals == null) {
      totals = Totals.none();
      progress.hold();
      context.timerService().registerEventTimeTimer(shape.forgottenAt(contribution.slice));
    }
    totals.add(contribution.totals);
    slices.put(contribution.slice, totals);
    if (isPublishing()) {
      unpublished.put(new KeyAndSlice(contribution.key, contribution.slice), totals);
    }
  }

  boolean isPublishing() {
    return published != null;
  }

  /**
   * Passes on the windows that were published since the restored checkpoint, whose totals may be
   * others in the restored state. Returns false if the state is of a job that published nothing.
   */
  boolean findPublishedSince(PublishedWindows.Receiver windows) throws Exception {
    long checkpoint = Long.MAX_VALUE;
    for (long restored : publishedUntil.get()) {
      checkpoint = Math.min(checkpoint, restored);
    }
    if (checkpoint == Long.MAX_VALUE) {
      return false;
    }
    published.since(Instant.ofEpochMilli(checkpoint).minus(CLOCKS), windows);
    return true;
  }

  /** Publishes the totals of a window of the current key soon, unless it cannot change any more. */
  void publishAgain(String key, long window) throws Exception {
    if (shape.isWindow(window) && !progress.wasOver(window)) {
      Totals totals = slices.get(window);
      unpublished.put(new KeyAndSlice(key, window), totals == null ? Totals.none() : totals);
    }
  }

  /** Returns the number of windows whose running totals are not published. */
  int unpublished() {
    return unpublished.size();
  }

  /** Publishes the running totals of the windows that changed. */
  void publish(Consumer<WindowChange> out) {
    unpublished.forEach(
        (window, totals) -> {
          long start = window.slice();
          long end = start + shape.size();
          out.accept(new WindowChange(RowKind.UPDATE_AFTER, start, end, window.key(), totals));
        });
    unpublished.clear();
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<WindowChange> out)
      throws Exception {
    progress.reached(context.timerService());
    if (shape.isStep(timestamp)) {
      settle(context.getCurrentKey(), shape.windowInStepAt(timestamp), context, out);
    }
    long complete = shape.windowFinalAt(timestamp);
    if (shape.isWindow(complete)) {
      boolean replaced = settle(context.getCurrentKey(), complete, context, out);
      // What a window adds up to after its last step is no correction.
      if (replaced && !shape.isInSteps()) {
        corrected.inc();
      }
      if (hasSlice(complete + shape.slide())) {
        context.timerService().registerEventTimeTimer(shape.finalAt(complete + shape.slide()));
      }
    }
    long over = complete - shape.lateness();
    if (shape.isWindow(over)) {
      forget(over);
    }
  }

  /**
   * Updates the row of a window to the current totals of its slices, unless some of these have been
   * cleared.
   *
   * @return whether there was another row before
   */
  private boolean settle(String key, long window, Context context, Collector<WindowChange> out)
      throws Exception {
    if (progress.wasOver(window)) {
      return false;
    }
    Totals before = emitted.get(window);
    Totals now = sum(window);
    if (before == null && !now.isNothing()) {
      emit(RowKind.INSERT, key, window, now, out);
      if (shape.canChangeRows()) {
        context.timerService().registerEventTimeTimer(shape.forgottenAt(window));
        emitted.put(window, now);
      }
      return false;
    }
    if (before != null && now.isNothing()) {
      emit(RowKind.DELETE, key, window, before, out);
      emitted.remove(window);
      return true;
    }
    if (before != null && !now.equals(before)) {
      emit(RowKind.UPDATE_BEFORE, key, window, before, out);
      emit(RowKind.UPDATE_AFTER, key, window, now, out);
      emitted.put(window, now);
      return true;
    }
    return false;
  }

  private Totals sum(long window) throws Exception {
    Totals sum = Totals.none();
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

  /** Clears a window and its first slice, which no later window contains. */
  private void forget(long window) throws Exception {
    if (slices.contains(window)) {
      slices.remove(window);
      progress.release();
    }
    emitted.remove(window);
  }

  private void emit(
      RowKind kind, String key, long window, Totals totals, Collector<WindowChange> out) {
    boolean isDeleted = kind == RowKind.UPDATE_BEFORE || kind == RowKind.DELETE;
    // A delete file names the row by its key. It need not be as large as the row.
    Totals shown = isDeleted ? totals.withoutUsers() : totals;
    out.collect(new WindowChange(kind, window, window + shape.size(), key, shown));
  }
}
