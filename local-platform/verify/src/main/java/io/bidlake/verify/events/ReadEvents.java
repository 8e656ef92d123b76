package io.bidlake.verify.events;

import io.bidlake.model.Banner;
import io.bidlake.model.Bid;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.CountingRules;
import io.bidlake.model.Device;
import io.bidlake.model.Format;
import io.bidlake.model.Imp;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.Publisher;
import io.bidlake.model.SeatBid;
import io.bidlake.model.Topic;
import io.bidlake.verify.base.TimeLimits;
import io.bidlake.verify.enrichment.CurrencyRates;
import io.bidlake.verify.events.Event.Ahead;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Outcome;
import io.bidlake.verify.events.Event.Place;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.Event.Request;
import io.bidlake.verify.events.Event.Response;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.rows.TrafficVerdict;
import io.bidlake.verify.sender.Given;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.apache.datasketches.hash.MurmurHash3;

/**
 * Extracts the data that the windowed tables use from Kafka's events.
 *
 * @param mostAhead how far an event time may be after its receipt, in ms
 */
public record ReadEvents(long mostAhead, TimeLimits limits, CurrencyRates rates) {

  /** How many placements of a request, and bids of a response, are counted. */
  private static final int MOST_OFFERS = 100;

  private static final int MOST_SIZES = 16;

  /** The seed of theta sketches. */
  private static final long SEED = 9001;

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
        limits.receipt(entry.timestamp()).map(Instant::toEpochMilli).orElse(time),
        new Position(topic.name(), entry.partition(), entry.offset()),
        ahead(time, entry),
        entry.settled(),
        event instanceof BidRequest request ? of(request) : null,
        event instanceof BidResponse response ? of(response) : null,
        event instanceof Impression impression
            ? of(impression)
            : event instanceof Notice notice ? of(notice) : null);
  }

  private Ahead ahead(long time, KafkaEntry entry) {
    Instant latest = Instant.ofEpochMilli(time - mostAhead);
    if (limits.receipt(entry.timestamp()).filter(latest::isAfter).isPresent()) {
      return Ahead.YES;
    }
    return entry.stampedByBroker() ? Ahead.NO : Ahead.MAYBE;
  }

  private Request of(BidRequest request) {
    Publisher publisher = TrafficVerdict.publisher(request);
    Device device = request.getDevice();
    return new Request(
        publisher == null ? null : Given.name(publisher.getId()),
        device == null || device.getGeo() == null
            ? null
            : Given.country(device.getGeo().getCountry()),
        TrafficVerdict.on(request).rejection(),
        places(request),
        request.getUser() == null ? 0 : hash(request.getUser().getId()));
  }

  /** The hash of an id that theta sketches contain; 0 if it is not given. */
  private static long hash(CharSequence id) {
    return Given.isGiven(id)
        ? MurmurHash3.hash(Given.text(id).getBytes(StandardCharsets.UTF_8), SEED)[0] >>> 1
        : 0;
  }

  private List<Place> places(BidRequest request) {
    List<Place> places = new ArrayList<>();
    Set<String> sizes = new HashSet<>();
    for (Imp imp : request.getImp().subList(0, Math.min(MOST_OFFERS, request.getImp().size()))) {
      double floor = usd(imp.getBidfloor(), imp.getBidfloorcur(), request.getEventTimestamp());
      String size = size(imp);
      if (size != null && sizes.size() < MOST_SIZES) {
        sizes.add(size);
      }
      places.add(new Place(Given.id(imp.getId()), sizes.contains(size) ? size : null, floor));
    }
    return places;
  }

  /** The size of the banner, or of its first format, or of the video; null if unknown. */
  private static String size(Imp imp) {
    Banner banner = imp.getBanner();
    if (banner != null && banner.getW() != null && banner.getH() != null) {
      return size(banner.getW(), banner.getH());
    }
    if (banner != null && banner.getFormat() != null && !banner.getFormat().isEmpty()) {
      Format first = banner.getFormat().get(0);
      return size(first.getW(), first.getH());
    }
    return imp.getVideo() == null ? null : size(imp.getVideo().getW(), imp.getVideo().getH());
  }

  private static String size(Integer width, Integer height) {
    boolean isSize =
        width != null
            && height != null
            && Math.min(width, height) > 0
            && Math.max(width, height) < 10_000;
    return isSize ? width + "x" + height : null;
  }

  private double usd(Double price, CharSequence currency, Instant time) {
    return price == null || currency == null
        ? Double.NaN
        : rates.amountInUsd(price, currency, time).orElse(Double.NaN);
  }

  private Outcome of(Notice notice) {
    return new Outcome(
        notice.getKind().toString(),
        Given.id(notice.getImpId()),
        Given.name(notice.getBidderId()),
        usd(notice.getPrice(), notice.getCurrency(), notice.getEventTimestamp()),
        notice.getLossReason());
  }

  private Response of(BidResponse response) {
    List<Offer> offers = new ArrayList<>();
    Set<String> seats = new HashSet<>();
    List<String> ids = new ArrayList<>();
    for (SeatBid seat : response.getSeatbid()) {
      seats.add(Objects.requireNonNullElse(Given.name(seat.getSeat()), ""));
      for (Bid bid : seat.getBid()) {
        ids.add(Given.text(bid.getId()));
        if (offers.size() < MOST_OFFERS) {
          offers.add(
              new Offer(
                  Given.name(seat.getSeat()),
                  Given.id(bid.getImpid()),
                  usd(bid.getPrice(), response.getCur(), response.getEventTimestamp()),
                  Given.name(bid.getCid())));
        }
      }
    }
    return seats.size() > CountingRules.MOST_SEATS || Set.of("").containsAll(seats)
        ? new Response(response.getNbr(), offers, Set.of(), ids)
        : new Response(response.getNbr(), offers, seats, List.of());
  }

  private Outcome of(Impression impression) {
    return Outcome.ofImpression(
        Given.id(impression.getImpId()),
        Given.name(impression.getBidderId()),
        usd(impression.getWinPrice(), impression.getWinCurrency(), impression.getEventTimestamp()));
  }
}
