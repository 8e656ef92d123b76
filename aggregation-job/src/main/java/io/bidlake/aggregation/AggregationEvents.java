package io.bidlake.aggregation;

import io.bidlake.domain.Countries;
import io.bidlake.domain.CurrencyRates;
import io.bidlake.domain.SenderText;
import io.bidlake.domain.reference.Reference;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.model.Impression;
import io.bidlake.runtime.request.EventReader;
import io.bidlake.tables.WindowKey;
import java.util.OptionalDouble;
import org.apache.avro.util.Utf8;

/** Extracts from events what the aggregation job needs. */
final class AggregationEvents {

  private AggregationEvents() {}

  static AggregationEvent ofRequest(BidRequest request) {
    AggregationEvent event = new AggregationEvent();
    Device device = request.getDevice();
    if (device != null && device.getGeo() != null) {
      Utf8 country = Countries.alpha3(device.getGeo().getCountry());
      event.country = country == null ? null : country.toString();
    }
    return event;
  }

  /** Reads impressions and converts their prices to USD where possible. */
  record OfImpressions(Reference<CurrencyRates> rates)
      implements EventReader<Impression, AggregationEvent> {

    @Override
    public AggregationEvent read(Impression impression) {
      AggregationEvent event = new AggregationEvent();
      event.bidder = WindowKey.orUnknown(SenderText.key(impression.getBidderId()));
      OptionalDouble usd =
          rates
              .current()
              .toUsd(
                  impression.getWinPrice(),
                  impression.getWinCurrency(),
                  impression.getEventTimestamp());
      if (usd.isPresent()) {
        event.usd = usd.getAsDouble();
      } else {
        event.unpriced = impression.getWinPrice() + " " + impression.getWinCurrency();
      }
      return event;
    }
  }
}
