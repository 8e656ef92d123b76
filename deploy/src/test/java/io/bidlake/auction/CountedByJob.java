package io.bidlake.auction;

import io.bidlake.domain.CurrencyRates;
import io.bidlake.domain.reference.Reference;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.request.Added;
import io.bidlake.runtime.request.RequestEvent;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.Totals;
import io.bidlake.runtime.window.WindowChange;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Column.Presence;
import io.bidlake.tables.ColumnType.Kind;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.WindowTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** What the auction job counts, without Flink. */
final class CountedByJob {

  private static final AuctionBounds BOUNDS = AuctionBounds.read(Settings.of(List.of(), Map.of()));

  private final CountAuction count = new CountAuction(BOUNDS);
  private final Map<EventId, AuctionState> states = new HashMap<>();
  private final Map<AuctionTable, Map<Place, Totals>> rows = new HashMap<>();
  private final AuctionEvents.OfRequests requests;
  private final AuctionEvents.Reader<BidResponse> responses;
  private final AuctionEvents.Reader<Impression> impressions;
  private final AuctionEvents.Reader<Notice> notices;

  CountedByJob() {
    Reference<CurrencyRates> rates = CurrencyRates.read(Settings.of(List.of(), Map.of()));
    rates.open();
    requests = new AuctionEvents.OfRequests(rates);
    responses = AuctionEvents.ofResponses(rates);
    impressions = AuctionEvents.ofImpressions(rates);
    notices = AuctionEvents.ofNotices(rates);
  }

  /** Adds an event that Kafka received when it happened. */
  void add(SpecificRecord record) {
    AuctionEvent event = read(record);
    event.receivedAt = event.time;
    add(event);
  }

  /**
   * @param received when Kafka received the event, in ms
   */
  void add(SpecificRecord record, long received) {
    AuctionEvent event = read(record);
    event.receivedAt = received;
    add(event);
  }

  private void add(AuctionEvent event) {
    AuctionTotals alone = new AuctionTotals();
    if (event.requestId.isEmpty() && !isServed(event)) {
      CountQuality.countAlone(event, alone);
      alone.changesSince(new AuctionTotals(), this::apply);
      return;
    }
    AuctionState state = states.computeIfAbsent(event.key(), key -> new AuctionState());
    EventId requestId = RequestEvent.requestIdOf(event.key());
    Added added = state.wouldAdd(event.fact);
    if (added != Added.REFUSED) {
      CountQuality.countCopy(event, alone);
      alone.changesSince(new AuctionTotals(), this::apply);
    }
    if (added == Added.REPEATED || added == Added.REFUSED) {
      return;
    }
    AuctionTotals before = count.totals(requestId, state);
    state.add(event.fact);
    count.totals(requestId, state).changesSince(before, this::apply);
  }

  private static boolean isServed(AuctionEvent event) {
    return event.isOf(Topics.IMPRESSIONS) || event.isOf(Topics.CLICKS);
  }

  private AuctionEvent read(SpecificRecord record) {
    if (record instanceof BidRequest request) {
      return identified(requests.read(request), Topics.BID_REQUESTS, request);
    }
    if (record instanceof BidResponse response) {
      return identified(responses.read(response), Topics.BID_RESPONSES, response);
    }
    if (record instanceof Impression impression) {
      return identified(impressions.read(impression), Topics.IMPRESSIONS, impression);
    }
    if (record instanceof Click click) {
      return identified(AuctionEvents.ofClick(click), Topics.CLICKS, click);
    }
    Notice notice = (Notice) record;
    return identified(notices.read(notice), Topics.NOTICES, notice);
  }

  private static <T extends SpecificRecord> AuctionEvent identified(
      AuctionEvent event, Topic<T> topic, T record) {
    event.identify(topic, record);
    return event;
  }

  private void apply(AuctionTable table, Contribution change) {
    rows.computeIfAbsent(table, each -> new HashMap<>())
        .merge(
            new Place(change.key, change.slice),
            change.totals,
            (one, other) -> {
              one.add(other);
              return one;
            });
  }

  /** The rows of a table, by their keys: the other columns, times in microseconds. */
  Map<String, List<Object>> rows(AuctionTable table) {
    Map<String, List<Object>> all = new TreeMap<>();
    rows.getOrDefault(table, Map.of())
        .forEach(
            (where, totals) -> {
              if (!totals.isNothing()) {
                WindowTotals row = row(where, totals);
                all.put(key(table.definition(), row), values(table.definition(), row));
              }
            });
    return all;
  }

  private static String key(TableDefinition<WindowTotals> table, WindowTotals row) {
    List<String> parts = new ArrayList<>();
    table.columns().stream()
        .filter(column -> column.presence() == Presence.KEY)
        .forEach(column -> parts.add(String.valueOf(value(column, row))));
    return String.join(" / ", parts);
  }

  private static List<Object> values(TableDefinition<WindowTotals> table, WindowTotals row) {
    List<Object> values = new ArrayList<>();
    table.columns().stream()
        .filter(column -> column.presence() != Presence.KEY)
        .forEach(column -> values.add(value(column, row)));
    return values;
  }

  private static Object value(io.bidlake.tables.Column<WindowTotals> column, WindowTotals row) {
    Object value = column.value().of(row);
    return column.type().kind() == Kind.MILLIS && value instanceof Long millis
        ? Long.valueOf(millis * 1000)
        : value;
  }

  /** Key and window of a row. */
  private record Place(String key, long slice) {}

  private static WindowTotals row(Place where, Totals totals) {
    WindowChange row = new WindowChange();
    row.start = where.slice();
    row.key = where.key();
    row.totals = totals;
    return row;
  }
}
