package io.bidlake.ingest;

import io.bidlake.model.Bid;
import io.bidlake.model.BidResponse;
import io.bidlake.model.SeatBid;
import io.bidlake.tables.PlacedBid;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Splits a response into its bids, one row each. A no-bid gives no row and is counted. */
final class FlattenResponses implements RowFlattener<BidResponse, PlacedBid> {

  private transient PlacedBid placed;
  private transient Counter noBids;

  @Override
  public void open(MetricGroup metrics) {
    placed = new PlacedBid();
    noBids = metrics.counter("noBids");
  }

  @Override
  public void flatten(BidResponse response, long receivedAt, Consumer<PlacedBid> rows) {
    boolean bidden = false;
    placed.response(response, receivedAt);
    for (SeatBid seat : response.getSeatbid()) {
      placed.seat(seat);
      for (Bid bid : seat.getBid()) {
        bidden = true;
        placed.bid(bid);
        rows.accept(placed);
      }
    }
    if (!bidden) {
      noBids.inc();
    }
  }
}
