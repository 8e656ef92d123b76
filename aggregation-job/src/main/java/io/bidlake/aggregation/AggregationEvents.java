package io.bidlake.aggregation;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.model.Impression;
import io.bidlake.runtime.CurrencyRates;
import io.bidlake.runtime.EventId;
import io.bidlake.runtime.EventReader;
import java.util.OptionalDouble;
import org.apache.avro.util.Utf8;

/** Takes out of each event what the aggregates need. */
final class AggregationEvents {

  private AggregationEvents() {}

  static AggregationEvent ofRequest(BidRequest request) {
    AggregationEvent event = event(request.getId(), request.getId());
    Device device = request.getDevice();
    if (device != null && device.getGeo() != null && device.getGeo().getCountry() != null) {
      event.country = device.getGeo().getCountry().toString();
    }
    return event;
  }

  /** Impressions, with prices in USD where that is possible. */
  record OfImpressions(CurrencyRates rates) implements EventReader<Impression, AggregationEvent> {

    @Override
    public AggregationEvent read(Impression impression) {
      AggregationEvent event = event(impression.getRequestId(), impression.getImpressionId());
      event.bidder = impression.getBidderId().toString();
      OptionalDouble usd = rates.toUsd(impression.getWinPrice(), impression.getWinCurrency());
      // Also false for a price that is not a number.
      if (usd.orElse(-1) >= 0 && Double.isFinite(usd.getAsDouble())) {
        event.usd = usd.getAsDouble();
      } else {
        event.unpriced = impression.getWinPrice() + " " + impression.getWinCurrency();
      }
      return event;
    }
  }

  private static AggregationEvent event(Utf8 requestId, Utf8 id) {
    AggregationEvent event = new AggregationEvent();
    event.requestId = EventId.of(requestId);
    event.id = EventId.of(id);
    return event;
  }
}
