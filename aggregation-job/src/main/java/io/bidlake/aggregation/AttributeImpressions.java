package io.bidlake.aggregation;

import io.bidlake.aggregation.RequestImpressions.CountedImpression;
import io.bidlake.aggregation.RequestImpressions.Request;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.request.RequestFunction;
import io.bidlake.runtime.request.RequestStateBytes;
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
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Counts each impression once, for the country of its request and for its bidder. Emits the changes
 * of each event immediately: contributions by country to the main output, those by bidder to {@link
 * #BY_BIDDER}. An impression counts for the country {@code UNKNOWN} until its request arrives.
 *
 * <p>Keeps the request and its impressions until the bound and the allowed lateness have passed. An
 * impression whose price cannot be converted to USD becomes a row of {@code late_events}.
 * Duplicates are counted in a metric; of differing copies, the earliest counts.
 */
final class AttributeImpressions extends RequestFunction<AggregationEvent, RequestImpressions> {

  static final OutputTag<Contribution> BY_BIDDER =
      new OutputTag<>("by-bidder", Types.POJO(Contribution.class));

  static final List<Topic<?>> TOPICS = List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS);

  private static final List<TableDefinition<?>> OF_REQUESTS =
      List.of(Tables.HOURLY_IMPRESSIONS_BY_GEO);
  private static final List<TableDefinition<?>> OF_IMPRESSIONS =
      List.of(Tables.HOURLY_IMPRESSIONS_BY_GEO, Tables.ROLLING_METRICS_BY_BIDDER);

  private final long bound;
  private final WindowShape hours;
  private final WindowShape minutes;

  /**
   * @param bound maximum time from a request to its impression
   */
  AttributeImpressions(
      Duration bound,
      Duration lateness,
      WindowShape hours,
      WindowShape minutes,
      TableRows<LateEvent> lateEvents) {
    super(TOPICS, lateness, lateEvents);
    this.bound = bound.toMillis();
    this.hours = hours;
    this.minutes = minutes;
  }

  @Override
  protected RequestImpressions nothingKnown() {
    return new RequestImpressions();
  }

  @Override
  protected RequestStateBytes<RequestImpressions> packing() {
    return new ImpressionBytes();
  }

  @Override
  protected List<TableDefinition<?>> tablesOf(AggregationEvent event) {
    return event.isRequest() ? OF_REQUESTS : OF_IMPRESSIONS;
  }

  @Override
  protected long lastTimeBy(AggregationEvent event) {
    return event.isRequest() ? event.time + bound : event.time;
  }

  @Override
  protected long lastTimeBy(RequestImpressions known) {
    return known.request() == null ? known.last() : known.request().time() + bound;
  }

  @Override
  protected boolean add(
      AggregationEvent event,
      RequestImpressions known,
      Context context,
      Collector<Contribution> out) {
    if (event.isRequest()) {
      addRequest(new Request(event.time, event.country), known, out);
      return true;
    }
    if (event.unpriced != null) {
      nameUncounted(event, Reason.UNPRICED, context);
      return false;
    }
    return addImpression(event, known, context, out);
  }

  @Override
  protected void forget(RequestImpressions known, Context context) {
    // An impression without a request is not an orphan: it counted for the country UNKNOWN.
  }

  private void addRequest(Request request, RequestImpressions known, Collector<Contribution> out) {
    Request before = known.request();
    if (before != null) {
      countDuplicate();
      if (!request.isBefore(before)) {
        return;
      }
    }
    List<String> countriesBefore =
        known.impressions().stream().map(shown -> countryOf(shown, known)).toList();
    known.request(request);
    for (int i = 0; i < countriesBefore.size(); i++) {
      CountedImpression impression = known.impressions().get(i);
      String country = countryOf(impression, known);
      if (!country.equals(countriesBefore.get(i))) {
        out.collect(contribution(countriesBefore.get(i), hours, impression).negated());
        out.collect(contribution(country, hours, impression));
      }
    }
  }

  private boolean addImpression(
      AggregationEvent event,
      RequestImpressions known,
      Context context,
      Collector<Contribution> out) {
    CountedImpression impression =
        new CountedImpression(event.id, event.time, event.usd, event.bidder);
    int position = known.find(event.id);
    if (position < 0) {
      if (known.impressions().size() >= RequestImpressions.MOST_IMPRESSIONS) {
        nameUncounted(event, Reason.CROWDED, context);
        return false;
      }
      known.impressions().add(impression);
    } else {
      countDuplicate();
      CountedImpression before = known.impressions().get(position);
      if (!impression.isBefore(before)) {
        return true;
      }
      known.impressions().set(position, impression);
      out.collect(contribution(countryOf(before, known), hours, before).negated());
      context.output(BY_BIDDER, contribution(before.bidder(), minutes, before).negated());
    }
    out.collect(contribution(countryOf(impression, known), hours, impression));
    context.output(BY_BIDDER, contribution(impression.bidder(), minutes, impression));
    return true;
  }

  private String countryOf(CountedImpression impression, RequestImpressions known) {
    return WindowKey.orUnknown(known.countryOf(impression, bound));
  }

  private static Contribution contribution(
      String key, WindowShape windows, CountedImpression impression) {
    Totals totals = new Totals(new long[] {1}, new BigDecimal(impression.usd()));
    return new Contribution(key, windows.sliceOf(impression.time()), totals);
  }
}
