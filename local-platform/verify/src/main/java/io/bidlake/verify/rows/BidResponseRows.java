package io.bidlake.verify.rows;

import io.bidlake.model.Bid;
import io.bidlake.model.BidResponse;
import io.bidlake.model.SeatBid;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import io.bidlake.verify.sender.Given;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The rows of a bid response: one per bid, none for a no-bid. */
final class BidResponseRows {

  private static final Set<String> OF_BIDS =
      Set.of(
          "imp_id",
          "bidder_id",
          "ad_domain",
          "creative_id",
          "deal_id",
          "bid_id",
          "campaign_id",
          "bid_ext");

  private final RowMaker<Row> bids = RowMaker.of(Layout.BID_RESPONSES, columns(), OF_BIDS);

  void make(BidResponse response, long receivedAt, RowConsumer rows) {
    int count = response.getSeatbid().stream().mapToInt(seat -> seat.getBid().size()).sum();
    int repeated = 1;
    for (SeatBid seat : response.getSeatbid()) {
      Object id = seat.getSeat();
      for (Bid bid : seat.getBid()) {
        bids.make(new Row(response, id, bid, receivedAt), repeated, rows);
        repeated = count;
        id = Given.repeated(Given.value(seat.getSeat()), count, true);
      }
    }
  }

  private static Map<String, Function<Row, Object>> columns() {
    Map<String, Function<Row, Object>> columns = new HashMap<>();
    columns.put("response_id", row -> row.response.getBidid());
    columns.put("request_id", row -> row.response.getId());
    columns.put("imp_id", row -> row.bid.getImpid());
    columns.put("bidder_id", row -> row.seat);
    columns.put("bid_price", row -> row.bid.getPrice());
    columns.put("bid_currency", row -> row.response.getCur());
    columns.put(
        "ad_domain", row -> row.bid.getAdomain().isEmpty() ? null : row.bid.getAdomain().get(0));
    columns.put("creative_id", row -> row.bid.getCrid());
    columns.put("deal_id", row -> row.bid.getDealid());
    columns.put("bid_id", row -> row.bid.getId());
    columns.put("campaign_id", row -> row.bid.getCid());
    columns.put("bid_ext", row -> row.bid.getExt());
    columns.put("response_ext", row -> row.response.getExt());
    columns.put("response_unmapped", row -> row.response.getUnmapped());
    columns.put("event_timestamp", row -> Micros.of(row.response.getEventTimestamp()));
    columns.put("received_at", row -> row.receivedAt);
    return columns;
  }

  /** A bid with its seat; null if there is none, or it is too long to be repeated. */
  private record Row(BidResponse response, Object seat, Bid bid, Long receivedAt) {}
}
