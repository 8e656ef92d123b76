package io.bidlake.aggregation;

import io.bidlake.model.CountingRules;
import io.bidlake.runtime.request.RequestState;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * State of one request: its time and country, if it has arrived, and its distinct impressions. Of
 * differing copies of an event, the earliest counts.
 */
final class RequestImpressions extends RequestState {

  /**
   * Maximum number of impressions of a request. It protects the state from a sender that uses one
   * id for everything.
   */
  static final int MOST_IMPRESSIONS = CountingRules.MOST_EVENTS_OF_A_REQUEST;

  /** The request; the country may be null. */
  record Request(long time, String country) {

    private static final Comparator<Request> FIRST =
        Comparator.comparingLong(Request::time).thenComparing(Request::country, VarText.ORDER);

    boolean isBefore(Request other) {
      return FIRST.compare(this, other) < 0;
    }
  }

  /** A counted impression; its price is CPM in USD. */
  record CountedImpression(EventId id, long time, double usd, String bidder) {

    private static final Comparator<CountedImpression> FIRST =
        Comparator.comparingLong(CountedImpression::time)
            .thenComparingDouble(CountedImpression::usd)
            .thenComparing(CountedImpression::bidder, VarText.ORDER);

    boolean isBefore(CountedImpression other) {
      return FIRST.compare(this, other) < 0;
    }
  }

  private final List<CountedImpression> impressions = new ArrayList<>();
  private Request request;

  /** Returns the request; null until it arrives. */
  Request request() {
    return request;
  }

  void request(Request first) {
    request = first;
  }

  List<CountedImpression> impressions() {
    return impressions;
  }

  @Override
  public void clear() {
    super.clear();
    request = null;
    impressions.clear();
  }

  /** Returns the index of the impression with this id, or -1. */
  int find(EventId id) {
    for (int i = 0; i < impressions.size(); i++) {
      if (impressions.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the country for which an impression counts: that of its request, if the impression
   * happened within the bound.
   *
   * @param bound maximum time from a request to its impression, in ms
   * @return the country; null if it is unknown
   */
  String countryOf(CountedImpression impression, long bound) {
    boolean within =
        request != null
            && impression.time() >= request.time()
            && impression.time() - request.time() <= bound;
    return within ? request.country() : null;
  }
}
