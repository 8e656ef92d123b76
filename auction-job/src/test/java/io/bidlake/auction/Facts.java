package io.bidlake.auction;

import io.bidlake.auction.Fact.Bid;
import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Response;
import io.bidlake.auction.Fact.Slot;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.state.EventId;
import io.bidlake.tables.Users;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Makes events of one request, sent at the start of an hour. */
final class Facts {

  static final long HOUR = 1_770_076_800_000L;

  static final AuctionBounds BOUNDS = new AuctionBounds(5_000, 10_000, 60_000, 3_600_000);

  static final EventId ID = EventId.of("r");

  private Facts() {}

  static EventId id(String text) {
    return EventId.of(text);
  }

  static Slot slot(String imp, String size, double floor) {
    return new Slot(id(imp), size, floor);
  }

  static Request request(Slot... slots) {
    return new Request(HOUR, "pub", true, List.of(slots), Users.NOBODY);
  }

  /** Returns the request of a user, by the hash of the id. */
  static Request requestOf(long user, Slot... slots) {
    return new Request(HOUR, "pub", true, List.of(slots), user);
  }

  static Bid bid(String seat, String imp, double usd, String campaign) {
    return new Bid(seat, id(imp), usd, campaign);
  }

  static Response response(String id, long time, Integer noBid, Bid... bids) {
    TreeSet<String> seats = new TreeSet<>();
    Arrays.stream(bids).map(bid -> Objects.requireNonNullElse(bid.seat(), "")).forEach(seats::add);
    Bidder bidder =
        seats.isEmpty()
            ? new Bidder(List.of(), id("none"))
            : new Bidder(List.copyOf(seats), EventId.EMPTY);
    return new Response(HOUR + time, id(id), bidder, noBid, List.of(bids));
  }

  static Outcome notice(Kind kind, String id, long time, String imp, String seat, double usd) {
    return new Outcome(HOUR + time, kind, id(id), EventId.EMPTY, id(imp), seat, usd, null);
  }

  static Outcome loss(String id, long time, String imp, String seat, Integer reason) {
    return new Outcome(
        HOUR + time, Kind.LOSS, id(id), EventId.EMPTY, id(imp), seat, Double.NaN, reason);
  }

  static Outcome impression(
      String id, String response, long time, String imp, String seat, double usd) {
    return new Outcome(
        HOUR + time, Kind.IMPRESSION, id(id), id(response), id(imp), seat, usd, null);
  }

  static Outcome click(String id, String impression, long time) {
    return new Outcome(
        HOUR + time, Kind.CLICK, id(id), id(impression), EventId.EMPTY, null, Double.NaN, null);
  }
}
