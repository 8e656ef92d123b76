package io.bidlake.verify.rows;

import io.bidlake.model.Bid;
import io.bidlake.model.BidResponse;
import io.bidlake.model.SeatBid;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The rows of a bid response: one for each bid, none for a no-bid. */
final class BidResponseRows {

  private final RowMaker<Row> bids = RowMaker.of(Layout.BID_RESPONSES, columns());

  void make(BidResponse response, long receivedAt, RowConsumer rows) {
    for (SeatBid seat : response.getSeatbid()) {
      for (Bid bid : seat.getBid()) {
        bids.make(new Row(response, seat, bid, receivedAt), rows);
      }
    }
  }

  private static Map<String, Function<Row, Object>> columns() {
    Map<String, Function<Row, Object>> columns = new HashMap<>();
    columns.put("response_id", row -> row.response.getBidid());
    columns.put("request_id", row -> row.response.getId());
    columns.put("imp_id", row -> row.bid.getImpid());
    columns.put("bidder_id", row -> row.seat.getSeat());
    columns.put("bid_price", row -> row.bid.getPrice());
    columns.put("bid_currency", row -> row.response.getCur());
    columns.put(
        "ad_domain", row -> row.bid.getAdomain().isEmpty() ? null : row.bid.getAdomain().get(0));
    columns.put("creative_id", row -> row.bid.getCrid());
    columns.put("deal_id", row -> row.bid.getDealid());
    columns.put("event_timestamp", row -> Micros.of(row.response.getEventTimestamp()));
    columns.put("received_at", row -> row.receivedAt);
    return columns;
  }

  private record Row(BidResponse response, SeatBid seat, Bid bid, Long receivedAt) {}
}
