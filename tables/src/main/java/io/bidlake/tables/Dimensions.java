package io.bidlake.tables;

import io.bidlake.tables.Dimension.Attribute;
import java.util.List;
import org.apache.iceberg.types.Types.DoubleType;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.StringType;

/** The dimensions: who and what the ids in the other tables stand for. */
public final class Dimensions {

  public static final Dimension PUBLISHER =
      new Dimension(
          "dim_publisher",
          "One version of a publisher.",
          List.of(
              text("publisher_id", "Id of the publisher, as in bid_requests."),
              text("publisher_name", "Name of the publisher."),
              text("publisher_domain", "Highest domain of the publisher."),
              text("publisher_category", "Content category, IAB Content Category Taxonomy 1.0.")));

  public static final Dimension ADVERTISER =
      new Dimension(
          "dim_advertiser",
          "One version of an advertiser.",
          List.of(
              text("advertiser_id", "Id of the advertiser, as in dim_campaign."),
              text("advertiser_name", "Name of the advertiser."),
              text("advertiser_domain", "Domain of the advertiser, as ad_domain of impressions."),
              text("advertiser_category", "Content category, IAB Content Category Taxonomy 1.0.")));

  public static final Dimension CAMPAIGN =
      new Dimension(
          "dim_campaign",
          "One version of a campaign.",
          List.of(
              text("campaign_id", "Id of the campaign, as in bid_responses."),
              text("campaign_name", "Name of the campaign."),
              text("advertiser_id", "Advertiser of the campaign."),
              new Attribute(
                  "daily_budget_usd",
                  DoubleType.get(),
                  "Budget of the campaign for a day, in USD.")));

  public static final Dimension CREATIVE =
      new Dimension(
          "dim_creative",
          "One version of a creative.",
          List.of(
              text("creative_id", "Id of the creative, as in impressions."),
              text("campaign_id", "Campaign of the creative."),
              text("media_type", "banner, video, audio or native."),
              number("creative_w", "Width in device independent pixels."),
              number("creative_h", "Height in device independent pixels."),
              number("creative_duration", "Duration in seconds.")));

  public static final Dimension BIDDER =
      new Dimension(
          "dim_bidder",
          "One version of a bidder's seat.",
          List.of(
              text("bidder_id", "Seat of the bidder, as in impressions."),
              text("bidder_name", "Name of the bidder."),
              text("bidder_domain", "Domain of the bidder.")));

  public static final Dimension DEAL =
      new Dimension(
          "dim_deal",
          "One version of a private marketplace deal.",
          List.of(
              text("deal_id", "Id of the deal, as in bid_responses."),
              text("deal_name", "Name of the deal."),
              new Attribute("deal_floor", DoubleType.get(), "Lowest price, CPM in deal_currency."),
              text("deal_currency", "Currency of the lowest price (ISO 4217)."),
              number(
                  "deal_auction_type",
                  "1 first price, 2 second price, 3 the floor is the price; null: as the request"
                      + " says.")));

  public static final List<Dimension> ALL =
      List.of(PUBLISHER, ADVERTISER, CAMPAIGN, CREATIVE, BIDDER, DEAL);

  private Dimensions() {}

  private static Attribute text(String name, String doc) {
    return new Attribute(name, StringType.get(), doc);
  }

  private static Attribute number(String name, String doc) {
    return new Attribute(name, IntegerType.get(), doc);
  }
}
