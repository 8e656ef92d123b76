package io.bidlake.auction;

import io.bidlake.auction.Fact.Outcome;
import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.request.Added;
import io.bidlake.runtime.request.RequestEvent;
import io.bidlake.runtime.request.RequestFunction;
import io.bidlake.runtime.request.RequestStateBytes;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.WindowShape;
import io.bidlake.tables.LateEvent;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.tables.TableDefinition;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.flink.util.Collector;

/**
 * Keeps the events of a request, and emits for each event what it changes in the rows of all
 * tables: the difference of what the request contributes after and before it. The changes of a
 * table go to the side output of the table. A dead letter belongs to no request; it is counted, as
 * a late event is, and not kept.
 *
 * <p>Keeps a request until the longest bound and the allowed lateness have passed since its newest
 * event. Duplicates are counted in a metric; of differing copies, the earliest counts.
 */
final class FollowAuction extends RequestFunction<AuctionEvent, AuctionState> {

  private final AuctionBounds bounds;
  private final Map<AuctionTable, WindowShape> windows = new EnumMap<>(AuctionTable.class);
  private final CountAuction count;

  FollowAuction(AuctionBounds bounds, Duration lateness, TableRows<LateEvent> lateEvents) {
    super(Topics.ALL, lateness, lateEvents);
    this.bounds = bounds;
    this.count = new CountAuction(bounds);
    for (AuctionTable table : AuctionTable.values()) {
      windows.put(table, table.windows(bounds, lateness));
    }
  }

  @Override
  protected AuctionState nothingKnown() {
    return new AuctionState();
  }

  @Override
  protected RequestStateBytes<AuctionState> packing() {
    return new AuctionBytes();
  }

  @Override
  protected List<TableDefinition<?>> tablesOf(AuctionEvent event) {
    return AuctionTable.of(event);
  }

  @Override
  protected long lastTimeBy(AuctionEvent event) {
    return event.time + bounds.longest();
  }

  @Override
  protected long lastTimeBy(AuctionState state) {
    return state.newest() + bounds.longest();
  }

  @Override
  protected boolean add(
      AuctionEvent event, AuctionState state, Context context, Collector<Contribution> out) {
    EventId requestId = RequestEvent.requestIdOf(context.getCurrentKey());
    if (event.isDeadLetter()) {
      emit(CountQuality::countDeadLetter, event, context);
      return false;
    }
    if (requestId.isEmpty() && !isServed(event.fact)) {
      // It belongs to nothing, and nothing belongs to it.
      emit(CountQuality::countAlone, event, context);
      return false;
    }
    Added added = state.wouldAdd(event.fact);
    switch (added) {
      case NEW -> change(requestId, event.fact, state, context);
      case EARLIER -> {
        countDuplicate();
        change(requestId, event.fact, state, context);
      }
      case REPEATED -> countDuplicate();
      case REFUSED -> nameUncounted(event, Reason.CROWDED, context);
    }
    if (added != Added.REFUSED && state.isInQuality()) {
      emit(CountQuality::countCopy, event, context);
    }
    return added != Added.REFUSED;
  }

  @Override
  protected void addLate(AuctionEvent event, long watermark, Context context) {
    emit((late, out) -> CountQuality.countLate(late, watermark, out), event, context);
  }

  private static boolean isServed(Fact fact) {
    return fact instanceof Outcome outcome && !outcome.kind().isNotice();
  }

  /** Emits what an event adds to tables whatever else is known of its request. */
  private void emit(
      BiConsumer<AuctionEvent, AuctionTotals> adding, AuctionEvent event, Context context) {
    AuctionTotals added = new AuctionTotals();
    adding.accept(event, added);
    emit(added, new AuctionTotals(), context);
  }

  /** Adds an event, and emits what it changes. */
  private void change(EventId requestId, Fact fact, AuctionState state, Context context) {
    // After a restart with other bounds, the tables have what was counted by the former ones.
    CountAuction former =
        state.counted() == null || state.counted().equals(bounds)
            ? count
            : new CountAuction(state.counted());
    AuctionTotals before = former.totals(requestId, state);
    state.add(fact);
    state.counted(bounds);
    emit(count.totals(requestId, state), before, context);
  }

  private void emit(AuctionTotals totals, AuctionTotals before, Context context) {
    long watermark = context.timerService().currentWatermark();
    totals.changesSince(
        before,
        (table, change) -> {
          if (windows.get(table).canChange(change.slice, watermark)) {
            context.output(table.tag(), change);
          }
        });
  }

  @Override
  protected void forget(AuctionState state, Context context) {
    // Every event counts somewhere: without its counterparts under UNKNOWN, or as a gap.
  }
}
