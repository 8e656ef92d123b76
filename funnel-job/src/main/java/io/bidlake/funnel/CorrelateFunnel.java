package io.bidlake.funnel;

import io.bidlake.funnel.RequestFunnel.Child;
import io.bidlake.funnel.RequestFunnel.Request;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.request.Added;
import io.bidlake.runtime.request.RequestEvent;
import io.bidlake.runtime.request.RequestFunction;
import io.bidlake.runtime.request.RequestStateBytes;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.Totals;
import io.bidlake.runtime.window.WindowShape;
import io.bidlake.tables.LateEvent;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.tables.WindowKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.Collector;

/**
 * Joins the events of a request, and immediately emits the change of each event to the counts of
 * the request's hour and publisher.
 *
 * <p>Keeps the request and its descendants until the bounds and the allowed lateness have passed.
 * An event that then has no parent within its bound becomes a row of {@code late_events}.
 * Duplicates are counted in a metric; of differing copies, the earliest counts. Events of rejected
 * requests are ignored, like the requests themselves.
 */
final class CorrelateFunnel extends RequestFunction<FunnelEvent, RequestFunnel> {

  private static final List<TableDefinition<?>> TABLES = List.of(Tables.HOURLY_FUNNEL_BY_PUBLISHER);

  private final FunnelStages stages;
  private final WindowShape windows;

  CorrelateFunnel(
      FunnelStages stages,
      WindowShape windows,
      Duration lateness,
      TableRows<LateEvent> lateEvents) {
    super(stages.topics(), lateness, lateEvents);
    this.stages = stages;
    this.windows = windows;
  }

  @Override
  protected RequestFunnel nothingKnown() {
    return new RequestFunnel();
  }

  @Override
  protected RequestStateBytes<RequestFunnel> packing() {
    return new FunnelBytes(stages);
  }

  @Override
  protected List<TableDefinition<?>> tablesOf(FunnelEvent event) {
    return TABLES;
  }

  @Override
  protected long lastTimeBy(FunnelEvent event) {
    return stages.isMouth(event.topic) ? event.time + stages.total() : event.time;
  }

  @Override
  protected long lastTimeBy(RequestFunnel funnel) {
    return funnel.request().map(request -> request.time() + stages.total()).orElse(funnel.last());
  }

  @Override
  protected boolean add(
      FunnelEvent event, RequestFunnel funnel, Context context, Collector<Contribution> out) {
    Contribution before = contribution(funnel);
    Added added = funnel.add(event, stages);
    switch (added) {
      case NEW -> emitChange(before, contribution(funnel), out);
      case EARLIER -> {
        countDuplicate();
        emitChange(before, contribution(funnel), out);
      }
      case REPEATED -> countDuplicate();
      case REFUSED -> nameUncounted(event, Reason.CROWDED, context);
    }
    return added != Added.REFUSED;
  }

  /** Returns the current contribution of the request to the table; null if there is none. */
  private Contribution contribution(RequestFunnel funnel) {
    Optional<Request> accepted = funnel.request().filter(Request::accepted);
    if (accepted.isEmpty()) {
      return null;
    }
    Request request = accepted.get();
    String publisher = WindowKey.orUnknown(request.publisher());
    Totals totals = new Totals(funnel.counts(stages), BigDecimal.ZERO);
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

  @Override
  protected void forget(RequestFunnel funnel, Context context) {
    if (funnel.request().map(Request::accepted).orElse(true)) {
      for (Child child : funnel.children()) {
        if (!funnel.belongs(child, stages)) {
          nameUncounted(event(context.getCurrentKey(), child), Reason.ORPHAN, context);
        }
      }
    }
  }

  private static FunnelEvent event(EventId key, Child child) {
    FunnelEvent event = new FunnelEvent();
    event.topic = (byte) child.stage();
    event.requestId = RequestEvent.requestIdOf(key);
    event.id = child.id();
    event.parentId = child.parentId();
    event.bidder = child.bidder();
    event.time = child.time();
    event.partition = child.partition();
    event.offset = child.offset();
    return event;
  }
}
