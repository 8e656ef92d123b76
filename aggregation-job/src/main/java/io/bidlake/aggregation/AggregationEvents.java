package io.bidlake.aggregation;

import io.bidlake.domain.CurrencyRates;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.model.Impression;
import io.bidlake.runtime.request.EventReader;
import java.util.OptionalDouble;

/** Takes out of each event what the aggregates need. */
final class AggregationEvents {

  private AggregationEvents() {}

  static AggregationEvent ofRequest(BidRequest request) {
    AggregationEvent event = new AggregationEvent();
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
      AggregationEvent event = new AggregationEvent();
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
}
