package io.bidlake.aggregation;

import io.bidlake.model.CountingRules;
import io.bidlake.runtime.request.RequestState;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of one request: when and where it was sent, if it has come, and its impressions,
 * each once. Of copies that differ the one counts that happened first.
 */
final class RequestImpressions extends RequestState {

  /** More impressions than any request has: a sender that uses one id for everything. */
  static final int MOST_IMPRESSIONS = CountingRules.MOST_EVENTS_OF_A_REQUEST;

  /** The request, as far as it counts; the country may be null. */
  record Request(long time, String country) {

    private static final Comparator<Request> FIRST =
        Comparator.comparingLong(Request::time).thenComparing(Request::country, VarText.ORDER);

    boolean isBefore(Request other) {
      return FIRST.compare(this, other) < 0;
    }
  }

  /** An impression as it counts; its price is CPM in USD. */
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

  /** Null while it has not come. */
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

  /** Position of the impression with this id, or -1. */
  int find(EventId id) {
    for (int i = 0; i < impressions.size(); i++) {
      if (impressions.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Country that an impression counts for: that of the request, if it came within the bound.
   *
   * @param bound how long after its request an impression can happen, in ms
   * @return null if it is unknown
   */
  String countryOf(CountedImpression impression, long bound) {
    boolean within =
        request != null
            && impression.time() >= request.time()
            && impression.time() - request.time() <= bound;
    return within ? request.country() : null;
  }
}
