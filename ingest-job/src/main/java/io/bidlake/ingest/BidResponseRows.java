package io.bidlake.ingest;

import io.bidlake.model.Bid;
import io.bidlake.model.BidResponse;
import io.bidlake.model.SeatBid;
import io.bidlake.model.Tables;
import io.bidlake.runtime.RowBuilder;
import io.bidlake.runtime.RowFlattener;
import io.bidlake.runtime.RowLayout;
import io.bidlake.runtime.RowOutput;
import io.bidlake.runtime.TableRows;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;

/** One row per bid into {@code bid_responses}. A no-bid gives none and is counted. */
final class BidResponseRows implements RowFlattener<BidResponse> {

  private final RowLayout layout;

  private transient RowBuilder row;
  private transient Counter noBids;

  BidResponseRows(TableRows responses) {
    this.layout = responses.layout();
  }

  @Override
  public void open(MetricGroup metrics) {
    row = new RowBuilder(layout);
    noBids = metrics.counter("noBids");
  }

  @Override
  public void flatten(BidResponse response, long receivedAt, RowOutput out) {
    boolean bidden = false;
    for (SeatBid seat : response.getSeatbid()) {
      for (Bid bid : seat.getBid()) {
        bidden = true;
        out.emit(Tables.BID_RESPONSES, row(response, seat, bid, receivedAt));
      }
    }
    if (!bidden) {
      noBids.inc();
    }
  }

  private RowData row(BidResponse response, SeatBid seat, Bid bid, long receivedAt) {
    return row.begin()
        .add(response.getBidid())
        .add(response.getId())
        .add(bid.getImpid())
        .add(seat.getSeat())
        .add(bid.getPrice())
        .add(response.getCur())
        .add(bid.getAdomain().isEmpty() ? null : bid.getAdomain().get(0))
        .add(bid.getCrid())
        .add(bid.getDealid())
        .add(response.getEventTimestamp())
        .addMillis(receivedAt)
        .row();
  }
}
