package io.bidlake.tables;

import io.bidlake.model.Bid;
import io.bidlake.model.BidResponse;
import io.bidlake.model.CountingRules;
import io.bidlake.model.SeatBid;
import io.bidlake.tables.Column.Part;
import io.bidlake.tables.Column.SharedValue;
import io.bidlake.tables.Column.Value;
import org.apache.avro.util.Utf8;

/**
 * A bid of a response: the source of a row of {@code bid_responses}. One object is reused for all
 * bids.
 */
public final class PlacedBid implements Part {

  private BidResponse response;
  private long receivedAt;
  private SeatBid seat;
  private Bid bid;
  private int bids;
  private int bidsOfSeat;
  private int all;

  /** Moves to a response, before its first bid. */
  public void response(BidResponse event, long receivedAtMillis) {
    response = event;
    receivedAt = receivedAtMillis;
    bids = 0;
    all = 0;
    for (SeatBid each : event.getSeatbid()) {
      all += each.getBid().size();
    }
  }

  /** Moves to the next seat of the response, before its first bid. */
  public void seat(SeatBid next) {
    seat = next;
    bidsOfSeat = 0;
  }

  /** Moves to the next bid of the seat. */
  public void bid(Bid next) {
    bid = next;
    bids++;
    bidsOfSeat++;
  }

  @Override
  public boolean isFirst() {
    return bids <= 1;
  }

  @Override
  public int parts() {
    return all;
  }

  static <J> SharedValue<PlacedBid, J> ofResponse(Value<BidResponse, J> field) {
    return row -> field.of(row.response);
  }

  static SharedValue<PlacedBid, Long> receivedAt() {
    return row -> row.receivedAt;
  }

  static <J> Value<PlacedBid, J> ofBid(Value<Bid, J> field) {
    return row -> field.of(row.bid);
  }

  /** Returns the seat of the bid; a long one only for the first bid of the seat. */
  Utf8 seat() {
    Utf8 id = seat.getSeat();
    boolean isRepeated =
        bidsOfSeat <= 1
            || id == null
            || (long) id.getByteLength() * all <= CountingRules.LONGEST_REPEATED;
    return isRepeated ? id : null;
  }
}
