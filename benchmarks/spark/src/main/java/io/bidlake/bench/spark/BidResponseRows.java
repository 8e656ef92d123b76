package io.bidlake.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;

import io.bidlake.tables.Tables;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of {@code bid_responses}: one per bid, none for a no-bid. */
final class BidResponseRows {

  /** The fields of a bid response that are read. */
  static final Map<String, Set<String>> FIELDS =
      Map.of(
          "BidResponse", Set.of("id", "bidid", "event_timestamp", "seatbid", "cur"),
          "SeatBid", Set.of("bid", "seat"),
          "Bid", Set.of("id", "impid", "price", "adomain", "cid", "crid", "dealid"));

  private BidResponseRows() {}

  static Dataset<Row> of(Dataset<Row> events) {
    // For a plain explode, Spark infers a filter on the array and pushes it below the decoding,
    // which then happens twice: for the filter and for the row.
    return BidRequestRows.complete(
        events
            .select(
                col("event"), col("received_at"), explode_outer(col("event.seatbid")).as("seat"))
            .select(
                col("event"),
                col("received_at"),
                col("seat"),
                explode_outer(col("seat.bid")).as("bid"))
            .where(col("bid").isNotNull())
            .select(
                col("event.bidid").as("response_id"),
                col("event.id").as("request_id"),
                col("bid.impid").as("imp_id"),
                col("seat.seat").as("bidder_id"),
                col("bid.price").as("bid_price"),
                col("event.cur").as("bid_currency"),
                get(col("bid.adomain"), lit(0)).as("ad_domain"),
                col("bid.crid").as("creative_id"),
                col("bid.dealid").as("deal_id"),
                col("event.event_timestamp").as("event_timestamp"),
                col("received_at"),
                col("bid.id").as("bid_id"),
                col("bid.cid").as("campaign_id")),
        Tables.BID_RESPONSES);
  }
}
