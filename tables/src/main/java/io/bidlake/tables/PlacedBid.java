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

  /** Moves to the next bid of the response. */
  public void bid(SeatBid bidder, Bid next) {
    seat = bidder;
    bid = next;
    bids++;
  }

  @Override
  public boolean isFirst() {
    return bids <= 1;
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

  /** Returns a text of the response for the row of a bid; a long one only for the first row. */
  Utf8 repeated(Value<BidResponse, Utf8> field) {
    Utf8 text = field.of(response);
    return isFirst() || CountingRules.isRepeated(text, all) ? text : null;
  }

  Utf8 seat() {
    return seat.getSeat();
  }
}
