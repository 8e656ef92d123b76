package io.bidlake.auction;

import com.google.common.hash.Hashing;
import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Response;
import io.bidlake.auction.Fact.Slot;
import io.bidlake.domain.CurrencyRates;
import io.bidlake.domain.SenderText;
import io.bidlake.domain.TrafficQuality;
import io.bidlake.domain.reference.Reference;
import io.bidlake.model.Banner;
import io.bidlake.model.Bid;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.CountingRules;
import io.bidlake.model.Format;
import io.bidlake.model.Imp;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.NoticeKind;
import io.bidlake.model.Publisher;
import io.bidlake.model.SeatBid;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.request.EventReader;
import io.bidlake.runtime.state.EventId;
import io.bidlake.tables.DeadLetter;
import io.bidlake.tables.Users;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/** Extracts from events what the auction job needs, and converts prices to USD where possible. */
final class AuctionEvents {

  /** Larger sizes are unknown: they are mistakes, or made up. */
  private static final int LONGEST_SIDE = 9_999;

  /** Size of a UUID in state. */
  private static final int UUID_BYTES = 16;

  private AuctionEvents() {}

  /** Reads the events of a topic; a dead letter is an event, too, with its reason only. */
  @FunctionalInterface
  interface Reader<T extends SpecificRecord> extends EventReader<T, AuctionEvent> {

    @Override
    default AuctionEvent deadLetter(DeadLetter.Reason reason) {
      return AuctionEvent.ofDeadLetter(reason);
    }
  }

  private static AuctionEvent event(Fact fact) {
    AuctionEvent event = new AuctionEvent();
    event.fact = fact;
    return event;
  }

  private static double usd(
      Reference<CurrencyRates> rates, Double price, Utf8 currency, Instant time) {
    return price == null || currency == null
        ? Double.NaN
        : rates.current().toUsd(price, currency, time).orElse(Double.NaN);
  }

  /** Reads requests, and accepts or rejects them as for {@code bid_requests}. */
  static final class OfRequests implements Reader<BidRequest> {

    private final Reference<CurrencyRates> rates;
    private final TrafficQuality quality = new TrafficQuality();

    OfRequests(Reference<CurrencyRates> rates) {
      this.rates = rates;
    }

    @Override
    public AuctionEvent read(BidRequest request) {
      Publisher publisher = TrafficQuality.publisherOf(request);
      quality.judge(request);
      List<Slot> slots = new ArrayList<>(1);
      Set<String> sizes = new HashSet<>();
      for (Imp imp : request.getImp()) {
        if (slots.size() < CountingRules.MOST_OFFERS) {
          slots.add(
              new Slot(
                  EventId.of(imp.getId()),
                  oneOf(sizes, sizeOf(imp)),
                  usd(
                      rates,
                      imp.getBidfloor(),
                      imp.getBidfloorcur(),
                      request.getEventTimestamp())));
        }
      }
      AuctionEvent event =
          event(
              new Request(
                  request.getEventTimestamp().toEpochMilli(),
                  publisher == null ? null : SenderText.key(publisher.getId()),
                  quality.rejection() == null,
                  slots,
                  userOf(request)));
      event.rejection = quality.rejection();
      return event;
    }
  }

  /** Returns the hash of the id of the user; that of nobody if it is blank. */
  private static long userOf(BidRequest request) {
    Utf8 id = request.getUser() == null ? null : request.getUser().getId();
    return SenderText.isBlank(id) ? Users.NOBODY : Users.hash(id.getBytes(), id.getByteLength());
  }

  /** Returns a size if it is one of the first different ones of a request; else null. */
  private static String oneOf(Set<String> sizes, String size) {
    boolean isOneOfThem =
        size != null
            && (sizes.contains(size)
                || (sizes.size() < CountingRules.MOST_SIZES && sizes.add(size)));
    return isOneOfThem ? size : null;
  }

  /** Returns the size of the banner, or of its first format, or of the video; null if unknown. */
  private static String sizeOf(Imp imp) {
    Banner banner = imp.getBanner();
    if (banner != null) {
      if (banner.getW() != null && banner.getH() != null) {
        return size(banner.getW(), banner.getH());
      }
      if (banner.getFormat() != null && !banner.getFormat().isEmpty()) {
        Format first = banner.getFormat().get(0);
        return size(first.getW(), first.getH());
      }
    }
    return imp.getVideo() == null ? null : size(imp.getVideo().getW(), imp.getVideo().getH());
  }

  private static String size(Integer width, Integer height) {
    return isSide(width) && isSide(height) ? width + "x" + height : null;
  }

  private static boolean isSide(Integer pixels) {
    return pixels != null && pixels > 0 && pixels <= LONGEST_SIDE;
  }

  /** Reads responses. */
  static Reader<BidResponse> ofResponses(Reference<CurrencyRates> rates) {
    return response -> {
      List<Fact.Bid> bids = new ArrayList<>(1);
      for (SeatBid seat : response.getSeatbid()) {
        for (Bid bid : seat.getBid()) {
          if (bids.size() < CountingRules.MOST_OFFERS) {
            bids.add(
                new Fact.Bid(
                    SenderText.key(seat.getSeat()),
                    EventId.of(bid.getImpid()),
                    usd(rates, bid.getPrice(), response.getCur(), response.getEventTimestamp()),
                    SenderText.key(bid.getCid())));
          }
        }
      }
      return event(
          new Response(
              response.getEventTimestamp().toEpochMilli(),
              EventId.of(response.getBidid()),
              Bidder.of(response),
              response.getNbr(),
              bids));
    };
  }

  /** Reads impressions. */
  static Reader<Impression> ofImpressions(Reference<CurrencyRates> rates) {
    return impression ->
        event(
            new Outcome(
                impression.getEventTimestamp().toEpochMilli(),
                Kind.IMPRESSION,
                EventId.of(impression.getImpressionId()),
                EventId.of(impression.getResponseId()),
                EventId.of(impression.getImpId()),
                SenderText.key(impression.getBidderId()),
                usd(
                    rates,
                    impression.getWinPrice(),
                    impression.getWinCurrency(),
                    impression.getEventTimestamp()),
                null));
  }

  /** Reads clicks. */
  static AuctionEvent ofClick(Click click) {
    return event(
        new Outcome(
            click.getEventTimestamp().toEpochMilli(),
            Kind.CLICK,
            EventId.of(click.getClickId()),
            EventId.of(click.getImpressionId()),
            EventId.EMPTY,
            null,
            Double.NaN,
            null));
  }

  /** Reads notices. */
  static Reader<Notice> ofNotices(Reference<CurrencyRates> rates) {
    return notice ->
        event(
            new Outcome(
                notice.getEventTimestamp().toEpochMilli(),
                kindOf(notice.getKind()),
                shortened(notice.getNoticeId()),
                EventId.EMPTY,
                EventId.of(notice.getImpId()),
                SenderText.key(notice.getBidderId()),
                usd(rates, notice.getPrice(), notice.getCurrency(), notice.getEventTimestamp()),
                notice.getLossReason()));
  }

  /**
   * Returns the id of a notice, of a long text a hash that takes no more room than a UUID: it only
   * tells copies from others.
   */
  private static EventId shortened(Utf8 id) {
    EventId whole = EventId.of(id);
    if (id.getByteLength() <= UUID_BYTES) {
      return whole;
    }
    ByteBuffer hash =
        ByteBuffer.wrap(
            Hashing.sha256().hashString(whole.toString(), StandardCharsets.UTF_8).asBytes());
    return EventId.of(new UUID(hash.getLong(), hash.getLong()).toString());
  }

  /** Returns the kind of a notice; a kind that does not exist counts as a loss. */
  private static Kind kindOf(Utf8 kind) {
    String text = kind.toString();
    if (text.equals(NoticeKind.WIN.spelled())) {
      return Kind.WIN;
    }
    if (text.equals(NoticeKind.BILLING.spelled())) {
      return Kind.BILLING;
    }
    return text.equals(NoticeKind.IMPRESSION.spelled()) ? Kind.PIXEL : Kind.LOSS;
  }
}
