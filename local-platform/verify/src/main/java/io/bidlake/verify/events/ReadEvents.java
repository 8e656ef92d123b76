package io.bidlake.verify.events;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.CountingRules;
import io.bidlake.model.Device;
import io.bidlake.model.Impression;
import io.bidlake.model.Publisher;
import io.bidlake.model.SeatBid;
import io.bidlake.model.Topic;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.enrichment.CurrencyRates;
import io.bidlake.verify.events.Event.Ahead;
import io.bidlake.verify.events.Event.Answer;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.Event.Request;
import io.bidlake.verify.events.Event.Win;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.rows.TrafficVerdict;
import io.bidlake.verify.sender.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/** Extracts the data that the windowed tables use from Kafka's events. */
public final class ReadEvents {

  private final long mostAhead;
  private final TimeLimits limits;
  private final CurrencyRates rates;

  /**
   * @param mostAhead how far an event time may be after its receipt, in ms
   */
  public ReadEvents(long mostAhead, TimeLimits limits, CurrencyRates rates) {
    this.mostAhead = mostAhead;
    this.limits = limits;
    this.rates = rates;
  }

  public Event of(KafkaEntry entry, SpecificRecord event) {
    return read(entry, entry.topic(), event);
  }

  private <T extends SpecificRecord> Event read(
      KafkaEntry entry, Topic<T> topic, SpecificRecord decoded) {
    T event = topic.recordClass().cast(decoded);
    Utf8 requestId = topic.requestId().apply(event);
    long time = topic.eventTime().apply(event).toEpochMilli();
    return new Event(
        topic,
        requestId == null ? "" : Given.id(requestId),
        Given.id(topic.id().apply(event)),
        topic.parent() == null ? null : Given.id(topic.parent().id().apply(event)),
        time,
        new Position(topic.name(), entry.partition(), entry.offset()),
        ahead(time, entry),
        entry.settled(),
        event instanceof BidRequest request ? of(request) : null,
        event instanceof Impression impression ? of(impression) : null,
        event instanceof BidResponse response ? of(response) : null);
  }

  private Ahead ahead(long time, KafkaEntry entry) {
    Instant latest = Instant.ofEpochMilli(time - mostAhead);
    if (limits.receipt(entry.timestamp()).filter(latest::isAfter).isPresent()) {
      return Ahead.YES;
    }
    return entry.stampedByBroker() ? Ahead.NO : Ahead.MAYBE;
  }

  private static Request of(BidRequest request) {
    Publisher publisher = TrafficVerdict.publisher(request);
    Device device = request.getDevice();
    return new Request(
        publisher == null ? null : Given.name(publisher.getId()),
        device == null || device.getGeo() == null
            ? null
            : Given.country(device.getGeo().getCountry()),
        TrafficVerdict.on(request).rejection() == null);
  }

  private Win of(Impression impression) {
    return new Win(
        Given.name(impression.getBidderId()),
        rates
            .amountInUsd(
                impression.getWinPrice(),
                impression.getWinCurrency(),
                impression.getEventTimestamp())
            .orElse(Double.NaN));
  }

  private static Answer of(BidResponse response) {
    Set<String> seats = new HashSet<>();
    List<String> bids = new ArrayList<>();
    for (SeatBid seat : response.getSeatbid()) {
      seats.add(Objects.requireNonNullElse(Given.name(seat.getSeat()), ""));
      seat.getBid().forEach(bid -> bids.add(Given.text(bid.getId())));
    }
    return seats.size() > CountingRules.MOST_SEATS || Set.of("").containsAll(seats)
        ? new Answer(Set.of(), bids)
        : new Answer(seats, List.of());
  }
}
