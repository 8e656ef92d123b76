package io.bidlake.verify.windows;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Device;
import io.bidlake.model.Impression;
import io.bidlake.model.Publisher;
import io.bidlake.model.Topic;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.rows.CurrencyRates;
import io.bidlake.verify.rows.TrafficVerdict;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/** Takes out of Kafka's events what the tables of windows use of them. */
final class ReadEvents {

  private final WindowRules rules;
  private final CurrencyRates rates;

  ReadEvents(WindowRules rules, CurrencyRates rates) {
    this.rules = rules;
    this.rates = rates;
  }

  Event of(KafkaEntry entry, SpecificRecord event) {
    if (event instanceof BidRequest request) {
      return of(entry, request);
    }
    if (event instanceof BidResponse response) {
      return new Event.Response(
          head(entry, response.getId(), response.getBidid(), response.getEventTimestamp()));
    }
    if (event instanceof Impression impression) {
      return of(entry, impression);
    }
    Click click = (Click) event;
    return new Event.Click(
        head(entry, click.getRequestId(), click.getClickId(), click.getEventTimestamp()),
        click.getImpressionId().toString());
  }

  private Event of(KafkaEntry entry, BidRequest request) {
    Publisher publisher = TrafficVerdict.publisher(request);
    Device device = request.getDevice();
    return new Event.Request(
        head(entry, request.getId(), request.getId(), request.getEventTimestamp()),
        publisher == null ? null : text(publisher.getId()),
        device == null || device.getGeo() == null ? null : text(device.getGeo().getCountry()),
        TrafficVerdict.on(request).rejection() == null);
  }

  private Event of(KafkaEntry entry, Impression impression) {
    return new Event.Impression(
        head(
            entry,
            impression.getRequestId(),
            impression.getImpressionId(),
            impression.getEventTimestamp()),
        impression.getResponseId().toString(),
        impression.getBidderId().toString(),
        rates
            .amountInUsd(impression.getWinPrice(), impression.getWinCurrency())
            .orElse(Double.NaN));
  }

  private Event.Head head(KafkaEntry entry, Utf8 requestId, Utf8 id, Instant at) {
    Topic<?> topic = entry.topic();
    long time = at.toEpochMilli();
    return new Event.Head(
        requestId.toString(),
        id.toString(),
        time,
        new Position(topic.name(), entry.partition(), entry.offset()),
        time > entry.timestamp() + rules.ahead(),
        entry.settled());
  }

  private static String text(Utf8 value) {
    return value == null ? null : value.toString();
  }
}
