package io.bidlake.runtime.request;

import io.bidlake.model.Topic;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.SubtaskProgress;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.tables.LateEvent;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.tables.TableDefinition;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Processes all events of a request, in any order, and immediately emits the change of each event
 * to the window totals. Subclasses define what is counted.
 *
 * <p>Keeps a few bytes of state per request, and one timer that clears them when any further event
 * of the request would be late.
 *
 * <p>Emits as rows of {@code late_events}: events that arrive after the allowed lateness (LATE),
 * and events whose clock was ahead (AHEAD).
 *
 * @param <E> type of the events
 * @param <K> state of a request; one object is reused
 */
public abstract class RequestFunction<E extends RequestEvent, K extends RequestState>
    extends KeyedProcessFunction<EventId, E, Contribution> implements CheckpointedFunction {

  private final long lateness;
  private final UncountedEvents uncounted;

  private transient SubtaskProgress progress;
  private transient ValueState<byte[]> state;
  private transient RequestStateBytes<K> bytes;
  private transient K known;
  private transient Counter duplicates;

  /**
   * @param topics topics of the events
   * @param lateness how far the watermark may be past an event that still counts
   */
  protected RequestFunction(
      List<Topic<?>> topics, Duration lateness, TableRows<LateEvent> lateEvents) {
    this.lateness = lateness.toMillis();
    this.uncounted = new UncountedEvents(topics, lateEvents);
  }

  protected abstract K nothingKnown();

  protected abstract RequestStateBytes<K> packing();

  /** Returns the tables that use the event. */
  protected abstract List<TableDefinition<?>> tablesOf(E event);

  /**
   * Returns the time of the last event that can belong to the request, in ms, as far as this event
   * determines it.
   */
  protected abstract long lastTimeBy(E event);

  /**
   * Returns the time of the last event that can belong to the request, in ms, by its state. It is
   * computed again because a bound may be longer after a restart.
   */
  protected abstract long lastTimeBy(K known);

  /**
   * Adds an event to the state and emits the changes; returns false if the event is not counted.
   */
  protected abstract boolean add(E event, K known, Context context, Collector<Contribution> out);

  /**
   * Called for an event that is late, after its rows in {@code late_events}.
   *
   * @param watermark the highest so far, in ms
   */
  protected void addLate(E event, long watermark, Context context) {}

  /** Called before the state of a request is cleared. */
  protected abstract void forget(K known, Context context);

  @Override
  public final void initializeState(FunctionInitializationContext context) throws Exception {
    progress = new SubtaskProgress(lateness);
    progress.initialize(context, getRuntimeContext(), "openRequests");
  }

  @Override
  public final void snapshotState(FunctionSnapshotContext context) throws Exception {
    progress.snapshot();
  }

  @Override
  public final void open(OpenContext openContext) {
    state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "request", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    bytes = packing();
    known = nothingKnown();
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    duplicates = metrics.counter("duplicates");
    uncounted.open(metrics);
  }

  @Override
  public final void processElement(E event, Context context, Collector<Contribution> out)
      throws Exception {
    long watermark = progress.reached(context.timerService());
    if (event.ahead) {
      nameUncounted(event, Reason.AHEAD, context);
    } else if (progress.isOver(event.time) || progress.wasOver(event.time)) {
      for (TableDefinition<?> table : tablesOf(event)) {
        context.output(uncounted.tag(), uncounted.late(table, event, watermark - event.time));
      }
      addLate(event, watermark, context);
    } else {
      byte[] before = state.value();
      bytes.unpack(before, known);
      long lastBefore = known.last();
      if (add(event, known, context, out)) {
        known.reach(lastTimeBy(event));
        state.update(bytes.pack(known));
        if (before == null) {
          progress.hold();
          context.timerService().registerEventTimeTimer(known.last() + lateness);
        } else if (known.last() != lastBefore) {
          context.timerService().registerEventTimeTimer(known.last() + lateness);
          context.timerService().deleteEventTimeTimer(lastBefore + lateness);
        }
      }
    }
  }

  @Override
  public final void onTimer(long timestamp, OnTimerContext context, Collector<Contribution> out)
      throws Exception {
    progress.reached(context.timerService());
    byte[] packed = state.value();
    if (packed == null) {
      // Registered before a restart with a longer lateness: the state has been cleared already.
      return;
    }
    bytes.unpack(packed, known);
    known.reach(lastTimeBy(known));
    long over = known.last() + lateness;
    if (over > timestamp) {
      // Registered before a restart with a shorter lateness or bound.
      context.timerService().registerEventTimeTimer(over);
    } else {
      forget(known, context);
      state.clear();
      progress.release();
    }
  }

  /** Counts a duplicate event. */
  protected final void countDuplicate() {
    duplicates.inc();
  }

  /**
   * Emits a row of {@code late_events} for each table that uses the event but does not count it.
   */
  protected final void nameUncounted(E event, Reason reason, Context context) {
    for (TableDefinition<?> table : tablesOf(event)) {
      context.output(uncounted.tag(), uncounted.row(table, event, reason));
    }
  }
}
