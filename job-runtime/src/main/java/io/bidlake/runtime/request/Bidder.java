package io.bidlake.runtime.request;

import io.bidlake.domain.SenderText;
import io.bidlake.model.Bid;
import io.bidlake.model.BidResponse;
import io.bidlake.model.CountingRules;
import io.bidlake.model.Impression;
import io.bidlake.model.SeatBid;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarInt;
import io.bidlake.runtime.state.VarText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bidder that sent a response or won an impression. The {@code bidid} of a response is assigned
 * by its bidder and optional (OpenRTB 2.6, 4.2.1), so responses of two bidders to one request can
 * have the same one. They are distinguished by their seats. The seat is optional too: responses
 * without one, or with more than {@link CountingRules#MOST_SEATS}, are distinguished by the ids of
 * their bids.
 *
 * @param seats distinct seats; an empty text stands for bids without a seat
 * @param bids hash of the ids of all bids if there are no seats; else empty
 */
public record Bidder(List<String> seats, EventId bids) {

  /** Order by seats; null first. */
  public static final Comparator<Bidder> ORDER =
      Comparator.nullsFirst(
          Comparator.comparing(bidder -> String.join("\0", bidder.seats), VarText.ORDER));

  /** Returns the bidder of a response or an impression; null for any other event. */
  public static Bidder of(SpecificRecord event) {
    if (event instanceof BidResponse response) {
      return of(response);
    }
    if (event instanceof Impression impression) {
      return ofSeat(SenderText.key(impression.getBidderId()));
    }
    return null;
  }

  /** Returns the bidder with a seat; null for an unknown one. */
  public static Bidder ofSeat(String seat) {
    return new Bidder(seat == null ? List.of() : List.of(seat), EventId.EMPTY);
  }

  /** Returns the bidder of a response. */
  public static Bidder of(BidResponse response) {
    TreeSet<String> seats = new TreeSet<>();
    for (SeatBid seat : response.getSeatbid()) {
      seats.add(Objects.requireNonNullElse(SenderText.key(seat.getSeat()), ""));
    }
    return seats.size() > CountingRules.MOST_SEATS || seats.stream().allMatch(String::isEmpty)
        ? new Bidder(List.of(), idOfBids(response))
        : new Bidder(List.copyOf(seats), EventId.EMPTY);
  }

  /** Returns a hash of the ids of all bids, so that its length does not depend on their number. */
  private static EventId idOfBids(BidResponse response) {
    StringBuilder ids = new StringBuilder();
    for (SeatBid seat : response.getSeatbid()) {
      for (Bid bid : seat.getBid()) {
        ids.append(bid.getId().length()).append(':').append(bid.getId());
      }
    }
    byte[] bytes = ids.toString().getBytes(StandardCharsets.UTF_8);
    return EventId.of(UUID.nameUUIDFromBytes(bytes).toString());
  }

  /**
   * Returns whether two bidders can be the same. Null comes from state of a release that did not
   * store bidders, and matches any.
   */
  public static boolean canBeSame(Bidder one, Bidder other) {
    return one == null || other == null || one.equals(other);
  }

  /**
   * Returns whether an impression can belong to a response. A bidder that names no seat, or is
   * null, matches any.
   */
  public static boolean canHaveWon(Bidder response, Bidder impression) {
    return response == null
        || impression == null
        || response.seats.isEmpty()
        || response.seats.contains("")
        || impression.seats.isEmpty()
        || !Collections.disjoint(response.seats, impression.seats);
  }

  /** Writes a bidder, or null. */
  public static void write(Bidder bidder, DataOutputView out) throws IOException {
    VarInt.write(bidder == null ? -1 : bidder.seats.size(), out);
    if (bidder != null) {
      for (String seat : bidder.seats) {
        VarText.write(seat, out);
      }
      if (bidder.seats.isEmpty()) {
        bidder.bids.write(out);
      }
    }
  }

  /** Reads what {@link #write} has written. */
  public static Bidder read(DataInputView in) throws IOException {
    int count = (int) VarInt.read(in);
    if (count < 0) {
      return null;
    }
    List<String> seats = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      seats.add(VarText.read(in));
    }
    return new Bidder(List.copyOf(seats), count == 0 ? EventId.read(in) : EventId.EMPTY);
  }
}
