package io.bidlake.funnel;

import io.bidlake.funnel.RequestFunnel.Added;
import io.bidlake.funnel.RequestFunnel.Child;
import io.bidlake.funnel.RequestFunnel.Request;
import io.bidlake.model.Tables;
import io.bidlake.runtime.SubtaskProgress;
import io.bidlake.runtime.TableRows;
import io.bidlake.runtime.UncountedEvents;
import io.bidlake.runtime.UncountedEvents.Reason;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.Totals;
import io.bidlake.runtime.window.WindowShape;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Joins the events of a request, in whatever order they come, and emits at once what each of them
 * changes in the counts of its request's hour and publisher.
 *
 * <p>Keeps a few bytes for each request, and one timer that clears them when everything that could
 * belong to the request is late: the bounds and the allowed lateness after the request.
 *
 * <p>Emits, as rows of {@code late_events}: events that come when the watermark is past them by the
 * allowed lateness, events whose clock is wrong, and, when a request is cleared, those that had no
 * parent within the bound. A duplicate changes nothing and is counted in a metric. Events of
 * requests that are not accepted are left out like the requests.
 */
final class CorrelateFunnel extends KeyedProcessFunction<String, FunnelEvent, Contribution>
    implements CheckpointedFunction {

  static final String UNKNOWN = "UNKNOWN";

  private final FunnelBounds bounds;
  private final WindowShape windows;
  private final long lateness;
  private final UncountedEvents uncounted;

  private transient SubtaskProgress progress;
  private transient ValueState<byte[]> state;
  private transient RequestFunnel funnel;
  private transient FunnelBytes bytes;
  private transient Counter duplicates;

  CorrelateFunnel(
      FunnelBounds bounds, WindowShape windows, Duration lateness, TableRows lateEvents) {
    this.bounds = bounds;
    this.windows = windows;
    this.lateness = lateness.toMillis();
    this.uncounted = new UncountedEvents(lateEvents);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    progress = new SubtaskProgress();
    progress.initialize(context, getRuntimeContext(), "openRequests");
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    progress.snapshot();
  }

  @Override
  public void open(OpenContext openContext) {
    state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "request", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    funnel = new RequestFunnel();
    bytes = new FunnelBytes();
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    duplicates = metrics.counter("duplicates");
    uncounted.open(metrics);
  }

  @Override
  public void processElement(FunnelEvent event, Context context, Collector<Contribution> out)
      throws Exception {
    long watermark = progress.reached(context.timerService().currentWatermark());
    if (event.ahead) {
      leaveOut(event, Reason.AHEAD, context);
    } else if (event.time + lateness <= watermark) {
      context.output(
          uncounted.tag(),
          uncounted.late(Tables.HOURLY_FUNNEL_BY_PUBLISHER, event, watermark - event.time));
    } else {
      add(event, context, out);
    }
  }

  private void add(FunnelEvent event, Context context, Collector<Contribution> out)
      throws IOException {
    bytes.unpack(state.value(), funnel);
    boolean known = !funnel.isEmpty();
    long overBefore = known ? funnel.over(bounds, lateness) : 0;
    Contribution before = contribution();
    Added added = funnel.add(event);
    if (added == Added.REPEATED || added == Added.EARLIER) {
      duplicates.inc();
    }
    if (added == Added.REFUSED) {
      leaveOut(event, Reason.CROWDED, context);
    } else if (added != Added.REPEATED) {
      state.update(bytes.pack(funnel));
      emitChange(before, contribution(), out);
      if (!known) {
        progress.hold();
      }
      moveTimer(known, overBefore, context.timerService());
    }
  }

  /** What the request contributes to the table so far; null if it does not. */
  private Contribution contribution() {
    Optional<Request> request = funnel.request().filter(Request::accepted);
    return request.isEmpty() ? null : contribution(request.get());
  }

  private Contribution contribution(Request request) {
    String publisher = request.publisher() == null ? UNKNOWN : request.publisher();
    Totals totals = new Totals(funnel.counts(bounds), BigDecimal.ZERO);
    return new Contribution(publisher, windows.sliceOf(request.time()), totals);
  }

  private static void emitChange(
      Contribution before, Contribution after, Collector<Contribution> out) {
    Contribution gone = before;
    if (before != null && after != null && before.isOfSameSlice(after)) {
      after.totals.subtract(before.totals);
      gone = null;
    }
    if (gone != null) {
      out.collect(gone.negated());
    }
    if (after != null && !after.totals.isNothing()) {
      out.collect(after);
    }
  }

  private void moveTimer(boolean known, long overBefore, TimerService timers) {
    long over = funnel.over(bounds, lateness);
    if (!known || over != overBefore) {
      timers.registerEventTimeTimer(over);
      if (known) {
        timers.deleteEventTimeTimer(overBefore);
      }
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Contribution> out)
      throws Exception {
    progress.reached(context.timerService().currentWatermark());
    bytes.unpack(state.value(), funnel);
    if (funnel.request().map(Request::accepted).orElse(true)) {
      for (Child child : funnel.children()) {
        if (!funnel.belongs(child, bounds)) {
          leaveOut(event(context.getCurrentKey(), child), Reason.ORPHAN, context);
        }
      }
    }
    state.clear();
    progress.release();
  }

  private void leaveOut(FunnelEvent event, Reason reason, Context context) {
    context.output(
        uncounted.tag(), uncounted.row(Tables.HOURLY_FUNNEL_BY_PUBLISHER, event, reason));
  }

  private static FunnelEvent event(String key, Child child) {
    FunnelEvent event = new FunnelEvent();
    event.topic = (byte) child.stage().index();
    event.requestId = key.startsWith("\0") ? "" : key;
    event.id = child.id();
    event.parentId = child.parentId();
    event.time = child.time();
    event.partition = child.partition();
    event.offset = child.offset();
    return event;
  }
}
