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
 * Sees all events of a request, in whatever order they come, and emits at once what each changes in
 * the totals of windows. What it counts is up to its subclasses.
 *
 * <p>Keeps a few bytes for each request, and one timer that clears them when everything that could
 * belong to the request would be late.
 *
 * <p>Emits, as rows of {@code late_events}: events that come when the watermark is past them by the
 * allowed lateness, and events whose clock is wrong.
 *
 * @param <E> the events
 * @param <K> the state of a request; one object, reused
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
   * @param topics where the events come from
   * @param lateness how far the watermark may be past an event that still counts
   */
  protected RequestFunction(
      List<Topic<?>> topics, Duration lateness, TableRows<LateEvent> lateEvents) {
    this.lateness = lateness.toMillis();
    this.uncounted = new UncountedEvents(topics, lateEvents);
  }

  protected abstract K nothingKnown();

  protected abstract RequestStateBytes<K> packing();

  /** The tables that use such an event. */
  protected abstract List<TableDefinition<?>> tablesOf(E event);

  /**
   * Time of the last event that can belong to the request of this one, as far as it tells, in ms.
   */
  protected abstract long lastTimeBy(E event);

  /** The same by all that is known: a bound may be longer now than when it became known. */
  protected abstract long lastTimeBy(K known);

  /** Adds an event to what is known and emits what it changes; false if it is uncounted. */
  protected abstract boolean add(E event, K known, Context context, Collector<Contribution> out);

  /** Called before what is known is cleared. */
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
      // Registered before a restart, with a longer lateness: the request was over earlier.
      return;
    }
    bytes.unpack(packed, known);
    known.reach(lastTimeBy(known));
    long over = known.last() + lateness;
    if (over > timestamp) {
      // Registered before a restart, with a shorter lateness or bound.
      context.timerService().registerEventTimeTimer(over);
    } else {
      forget(known, context);
      state.clear();
      progress.release();
    }
  }

  /** Counts an event that came again. */
  protected final void countDuplicate() {
    duplicates.inc();
  }

  /** Emits a row for each table that uses an event and does not count it. */
  protected final void nameUncounted(E event, Reason reason, Context context) {
    for (TableDefinition<?> table : tablesOf(event)) {
      context.output(uncounted.tag(), uncounted.row(table, event, reason));
    }
  }
}
