package io.bidlake.aggregation;

import io.bidlake.aggregation.RequestImpressions.Request;
import io.bidlake.aggregation.RequestImpressions.Shown;
import io.bidlake.model.TableDefinition;
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
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Counts each impression once, for the country of its request and for its bidder. Emits at once
 * what an event changes: contributions by country in the main output, those by bidder in {@link
 * #BY_BIDDER}. An impression whose request has not come counts for {@code UNKNOWN}, until it comes.
 *
 * <p>Keeps a few bytes for each request, and one timer that clears them when everything that could
 * belong to the request is late: the bound and the allowed lateness after the request.
 *
 * <p>Emits, as rows of {@code late_events}: events that come when the watermark is past them by the
 * allowed lateness, events whose clock is wrong, and impressions whose price cannot be told in USD.
 * A duplicate changes nothing and is counted in a metric.
 */
final class AttributeImpressions
    extends KeyedProcessFunction<String, AggregationEvent, Contribution>
    implements CheckpointedFunction {

  static final OutputTag<Contribution> BY_BIDDER =
      new OutputTag<>("by-bidder", Types.POJO(Contribution.class));

  static final String UNKNOWN = "UNKNOWN";

  private static final List<TableDefinition> OF_REQUESTS =
      List.of(Tables.HOURLY_IMPRESSIONS_BY_GEO);
  private static final List<TableDefinition> OF_IMPRESSIONS =
      List.of(Tables.HOURLY_IMPRESSIONS_BY_GEO, Tables.ROLLING_METRICS_BY_BIDDER);

  private final long bound;
  private final long lateness;
  private final WindowShape hours;
  private final WindowShape minutes;
  private final UncountedEvents uncounted;

  private transient SubtaskProgress progress;
  private transient ValueState<byte[]> state;
  private transient RequestImpressions known;
  private transient ImpressionBytes bytes;
  private transient Counter duplicates;

  /**
   * @param bound how long after its request an impression can happen
   */
  AttributeImpressions(
      Duration bound,
      Duration lateness,
      WindowShape hours,
      WindowShape minutes,
      TableRows lateEvents) {
    this.bound = bound.toMillis();
    this.lateness = lateness.toMillis();
    this.hours = hours;
    this.minutes = minutes;
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
    known = new RequestImpressions();
    bytes = new ImpressionBytes();
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    duplicates = metrics.counter("duplicates");
    uncounted.open(metrics);
  }

  @Override
  public void processElement(AggregationEvent event, Context context, Collector<Contribution> out)
      throws Exception {
    long watermark = progress.reached(context.timerService().currentWatermark());
    if (event.ahead) {
      leaveOut(event, Reason.AHEAD, context);
    } else if (event.time + lateness <= watermark) {
      for (TableDefinition table : missing(event)) {
        context.output(uncounted.tag(), uncounted.late(table, event, watermark - event.time));
      }
    } else if (event.unpriced != null) {
      leaveOut(event, Reason.UNPRICED, context);
    } else {
      add(event, context, out);
    }
  }

  private void add(AggregationEvent event, Context context, Collector<Contribution> out)
      throws IOException {
    bytes.unpack(state.value(), known);
    boolean isNew = known.isEmpty();
    long overBefore = isNew ? 0 : known.over(bound, lateness);
    boolean changed =
        event.isRequest()
            ? addRequest(new Request(event.time, event.country), out)
            : addImpression(event, context, out);
    if (!changed) {
      return;
    }
    state.update(bytes.pack(known));
    long over = known.over(bound, lateness);
    if (isNew || over != overBefore) {
      context.timerService().registerEventTimeTimer(over);
      if (!isNew) {
        context.timerService().deleteEventTimeTimer(overBefore);
      }
    }
    if (isNew) {
      progress.hold();
    }
  }

  private boolean addRequest(Request request, Collector<Contribution> out) {
    Request before = known.request();
    if (before != null) {
      duplicates.inc();
      if (!request.isBefore(before)) {
        return false;
      }
    }
    List<String> countriesBefore = known.impressions().stream().map(this::countryOf).toList();
    known.request(request);
    for (int i = 0; i < countriesBefore.size(); i++) {
      Shown impression = known.impressions().get(i);
      String country = countryOf(impression);
      if (!country.equals(countriesBefore.get(i))) {
        out.collect(contribution(countriesBefore.get(i), hours, impression).negated());
        out.collect(contribution(country, hours, impression));
      }
    }
    return true;
  }

  private boolean addImpression(
      AggregationEvent event, Context context, Collector<Contribution> out) {
    Shown impression = new Shown(event.id, event.time, event.usd, event.bidder);
    int position = known.find(event.id);
    if (position < 0) {
      if (known.impressions().size() >= RequestImpressions.MOST_IMPRESSIONS) {
        leaveOut(event, Reason.CROWDED, context);
        return false;
      }
      known.impressions().add(impression);
    } else {
      duplicates.inc();
      Shown before = known.impressions().get(position);
      if (!impression.isBefore(before)) {
        return false;
      }
      known.impressions().set(position, impression);
      out.collect(contribution(countryOf(before), hours, before).negated());
      context.output(BY_BIDDER, contribution(before.bidder(), minutes, before).negated());
    }
    out.collect(contribution(countryOf(impression), hours, impression));
    context.output(BY_BIDDER, contribution(impression.bidder(), minutes, impression));
    return true;
  }

  private String countryOf(Shown impression) {
    return Objects.requireNonNullElse(known.countryOf(impression, bound), UNKNOWN);
  }

  private static Contribution contribution(String key, WindowShape windows, Shown impression) {
    Totals totals = new Totals(new long[] {1}, new BigDecimal(impression.usd()));
    return new Contribution(key, windows.sliceOf(impression.time()), totals);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Contribution> out) {
    progress.reached(context.timerService().currentWatermark());
    state.clear();
    progress.release();
  }

  private void leaveOut(AggregationEvent event, Reason reason, Context context) {
    for (TableDefinition table : missing(event)) {
      context.output(uncounted.tag(), uncounted.row(table, event, reason));
    }
  }

  /** The tables that would have used the event. */
  private static List<TableDefinition> missing(AggregationEvent event) {
    return event.isRequest() ? OF_REQUESTS : OF_IMPRESSIONS;
  }
}
