package io.bidlake.aggregation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.model.Topics;
import io.bidlake.runtime.RequestEvent;

/** What the aggregates need of a request or an impression. A POJO. */
public final class AggregationEvent extends RequestEvent {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Country of a request, if it has one; else null. */
  public String country;

  /** Bidder of an impression; else null. */
  public String bidder;

  /** Clearing price of an impression, CPM in USD. */
  public double usd;

  /** Price and currency of an impression whose price cannot be told in USD; else null. */
  public String unpriced;

  boolean isRequest() {
    return origin().equals(Topics.BID_REQUESTS);
  }

  @Override
  public String payload() {
    ObjectNode json = JSON.createObjectNode();
    if (isRequest()) {
      return json.put("device_geo_country", country).toString();
    }
    json.put("bidder_id", bidder);
    if (unpriced == null) {
      json.put("win_price_usd", usd);
    } else {
      json.put("win_price", unpriced);
    }
    return json.toString();
  }
}
