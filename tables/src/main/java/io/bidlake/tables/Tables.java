package io.bidlake.tables;

import static io.bidlake.tables.ColumnType.BOOLEAN;
import static io.bidlake.tables.ColumnType.BYTES;
import static io.bidlake.tables.ColumnType.DOUBLE;
import static io.bidlake.tables.ColumnType.INSTANT;
import static io.bidlake.tables.ColumnType.INT;
import static io.bidlake.tables.ColumnType.LONG;
import static io.bidlake.tables.ColumnType.MILLIS;
import static io.bidlake.tables.ColumnType.TEXT;
import static io.bidlake.tables.ColumnType.TEXTS;
import static io.bidlake.tables.PlacedBid.ofBid;
import static io.bidlake.tables.PlacedBid.ofResponse;
import static io.bidlake.tables.Placement.shared;

import io.bidlake.domain.DeviceCategory;
import io.bidlake.domain.RejectionReason;
import io.bidlake.model.Bid;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.DealStep;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.Topics;
import io.bidlake.tables.AuctionCounts.Gap;
import io.bidlake.tables.AuctionCounts.Landscape;
import io.bidlake.tables.AuctionCounts.Quality;
import io.bidlake.tables.AuctionCounts.Reached;
import io.bidlake.tables.AuctionCounts.Reconciled;
import io.bidlake.tables.AuctionCounts.Served;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import io.bidlake.tables.TableDefinition.Layout;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of the lake. Each column is one line: name, type, the function that fills it, and
 * description.
 */
public final class Tables {

  public static final String NAMESPACE = "db";

  static final String RECEIVED_AT = "When Kafka received the event.";

  /** Layout of the tables of bid requests. */
  public static final Layout BY_DAY_AND_COUNTRY =
      new Layout(
          "event_timestamp", "device_geo_country", List.of("site_domain", "device_geo_country"));

  private static final String NOTHING_TO_DIVIDE_BY = "null when the divisor is 0.";

  private static final String BY_BUCKET = "within 1 %; null if there is none.";

  // One line per column, however long. spotless:off

  public static final TableDefinition<Placement> BID_REQUESTS_ENRICHED =
      new TableDefinition<>(
          "bid_requests_enriched",
          "One placement of any bid request (request x imp), classified and flagged.",
          new Columns<Placement>()
              .required("request_id", TEXT, shared(row -> row.request.getId()), "Id of the request.")
              .optional("imp_id", TEXT, row -> row.imp == null ? null : row.imp.getId(), "Id of the placement; null if the request has none.")
              .optional("imp_banner_w", INT, Placement::width, "Width of the banner, or of its first format if it has no width and height.")
              .optional("imp_banner_h", INT, Placement::height, "Height of the banner, or of its first format if it has no width and height.")
              .optional("imp_bidfloor", DOUBLE, Placement::floor, "Minimum bid, CPM in the floor's currency.")
              .optional("site_id", TEXT, shared(row -> row.site.getId()), "Id of the site; null for apps and screens.")
              .optional("site_domain", TEXT, shared(row -> row.site.getDomain()), "Domain of the site.")
              .optional("site_cat", TEXTS, shared(row -> row.site.getCat()), "Content categories of the site.")
              .optional("publisher_id", TEXT, shared(row -> row.publisher.getId()), "Publisher of the site, app or screen.")
              .optional("device_type", INT, shared(row -> row.device.getDevicetype()), "Device type (AdCOM), 1 to 8.")
              .optional("device_os", TEXT, shared(row -> row.device.getOs()), "Operating system.")
              .optional("device_geo_country", TEXT, shared(row -> row.country), "Country, ISO 3166-1 alpha-3; null if unknown.")
              .optional("device_geo_region", TEXT, shared(row -> row.geo.getRegion()), "Region, ISO 3166-2.")
              .optional("user_id", TEXT, shared(row -> row.user.getId()), "Id of the user at the exchange.")
              .required("auction_type", INT, shared(row -> row.request.getAt()), "1 first price, 2 second price plus.")
              .optional("tmax", INT, shared(row -> row.request.getTmax()), "Milliseconds that the exchange waits for bids.")
              .optional("currency", TEXT, shared(row -> row.request.getCur().isEmpty() ? null : row.request.getCur().get(0)), "First currency that bids may use (ISO 4217).")
              .optional("is_coppa", BOOLEAN, shared(row -> row.coppa), "Whether COPPA applies; null = unknown.")
              .optional("is_gdpr", BOOLEAN, shared(row -> row.gdpr), "Whether GDPR applies; null = unknown.")
              .required("event_timestamp", INSTANT, shared(row -> row.request.getEventTimestamp()), "When the request was sent.")
              .required("received_at", MILLIS, shared(row -> row.receivedAt), RECEIVED_AT)
              .optional("imp_bidfloorcur", TEXT, row -> row.imp == null ? null : row.imp.getBidfloorcur(), "Currency of imp_bidfloor (ISO 4217).")
              .optional("imp_bidfloor_usd", DOUBLE, Placement::floorInUsd, "imp_bidfloor as CPM in USD, with the rate of the day of the event; null when the currency has no rate, or the floor is not a valid price.")
              .optional("app_id", TEXT, shared(row -> row.app.getId()), "Id of the app; null for sites and screens.")
              .optional("app_bundle", TEXT, shared(row -> row.app.getBundle()), "Bundle or store id of the app.")
              .required("device_category", TEXT, shared(row -> row.enriched.deviceCategory()), oneOf(List.of(DeviceCategory.values())) + ", by device_type and agent_device.")
              .required("is_test_traffic", BOOLEAN, shared(row -> row.quality.isTest()), "Whether the request is a test, by its publisher or its test flag.")
              .required("is_private_ip", BOOLEAN, shared(row -> row.quality.isNonPublicAddress()), "Whether an IP address of the device is not public.")
              .optional("rejection_reason", TEXT, shared(row -> row.quality.rejection()), "Why the row is not in bid_requests; null when it is.")
              .optional("raw_country", TEXT, shared(Placement::rawCountry), "Country as it was sent, if it differs from device_geo_country.")
              .optional("request_ext", TEXT, shared(row -> row.request.getExt()), "Extensions of the request (ext), the JSON text as it was sent; a long one only in the row of the first placement.")
              .optional("request_unmapped", TEXT, shared(row -> row.request.getUnmapped()), "Fields of the request without a column, a JSON object from JSON pointer to value; a long one only in the row of the first placement.")
              .optional("imp_ext", TEXT, row -> row.imp == null ? null : row.imp.getExt(), "Extensions of the placement (imp.ext), the JSON text as it was sent.")
              .optional("page_host", TEXT, shared(row -> row.enriched.page().host()), "Host of site.page, in lower case, without port.")
              .optional("page_domain", TEXT, shared(row -> row.enriched.page().domain()), "Registrable domain of page_host, by the public suffix list; null if it has none.")
              .optional("page_path_depth", INT, shared(row -> row.enriched.page().pathDepth()), "Number of segments of the path of site.page.")
              .optional("page_domain_mismatch", BOOLEAN, shared(row -> row.enriched.page().isOfOtherDomain()), "Whether page_domain is not the registrable domain of site_domain; null if one of them is unknown.")
              .optional("utm_source", TEXT, shared(row -> row.enriched.page().campaign("utm_source")), "Parameter of site.page; the other parameters of the query are in no table.")
              .optional("utm_medium", TEXT, shared(row -> row.enriched.page().campaign("utm_medium")), "Parameter of site.page.")
              .optional("utm_campaign", TEXT, shared(row -> row.enriched.page().campaign("utm_campaign")), "Parameter of site.page.")
              .optional("utm_term", TEXT, shared(row -> row.enriched.page().campaign("utm_term")), "Parameter of site.page.")
              .optional("utm_content", TEXT, shared(row -> row.enriched.page().campaign("utm_content")), "Parameter of site.page.")
              .optional("content_categories", TEXTS, shared(row -> row.enriched.categories().names()), "Names of the categories (cat) of the site or app, by its taxonomy (cattax); unknown ids are left out.")
              .optional("content_topics", TEXTS, shared(row -> row.enriched.categories().topics()), "Names of the first tier of these categories.")
              .optional("geo_country", TEXT, shared(row -> row.enriched.geo().place().country()), "Country of the device by its IP address, ISO 3166-1 alpha-3.")
              .optional("geo_region", TEXT, shared(row -> row.enriched.geo().place().region()), "Region by the IP address, ISO 3166-2, such as US-CA.")
              .optional("geo_city", TEXT, shared(row -> row.enriched.geo().place().city()), "City by the IP address, in English.")
              .optional("geo_metro", INT, shared(row -> row.enriched.geo().place().metro()), "Metro code (DMA) by the IP address; null outside the USA.")
              .optional("geo_time_zone", TEXT, shared(row -> row.enriched.geo().place().timeZone()), "Time zone by the IP address, such as America/New_York.")
              .optional("geo_asn", LONG, shared(row -> row.enriched.geo().asn()), "Number of the autonomous system of the IP address.")
              .optional("geo_mismatch", BOOLEAN, shared(row -> row.enriched.geo().isMismatch()), "Whether geo_country is not device_geo_country; null if one of them is unknown.")
              .optional("geo_version", TEXT, shared(row -> row.enriched.geo().version()), "Type and build time of the geo database; null without one.")
              .optional("agent_browser", TEXT, shared(row -> row.enriched.agent().browser()), "Browser or program, by device.sua or else device.ua.")
              .optional("agent_browser_version", TEXT, shared(row -> row.enriched.agent().browserVersion()), "Version of agent_browser.")
              .optional("agent_os", TEXT, shared(row -> row.enriched.agent().system()), "Operating system by the user agent; device_os is what the sender says.")
              .optional("agent_os_version", TEXT, shared(row -> row.enriched.agent().systemVersion()), "Version of agent_os.")
              .optional("agent_device", TEXT, shared(row -> row.enriched.agent().deviceClass()), "Class of the device by the user agent, such as Desktop, Phone, Tablet, TV or Robot.")
              .optional("is_declared_bot", BOOLEAN, shared(row -> row.enriched.agent().isDeclaredBot()), "Whether the user agent declares itself to be a crawler or another program; null without a user agent.")
              .optional("agent_parser", TEXT, shared(row -> row.enriched.agent().parser()), "Parser of device.ua, with its version; skipped if there were too many new ones to parse.")
              .all(),
          BY_DAY_AND_COUNTRY);

  public static final TableDefinition<Placement> BID_REQUESTS =
      BID_REQUESTS_ENRICHED.select(
          "bid_requests",
          "One placement of a production bid request (request x imp).",
          BY_DAY_AND_COUNTRY,
          Placement::isAccepted,
          "request_id",
          "imp_id",
          "imp_banner_w",
          "imp_banner_h",
          "imp_bidfloor",
          "site_id",
          "site_domain",
          "site_cat",
          "publisher_id",
          "device_type",
          "device_os",
          "device_geo_country",
          "device_geo_region",
          "user_id",
          "auction_type",
          "tmax",
          "currency",
          "is_coppa",
          "is_gdpr",
          "event_timestamp",
          "received_at");

  public static final TableDefinition<PlacedBid> BID_RESPONSES =
      new TableDefinition<>(
          "bid_responses",
          "One bid of a bid response (seatbid x bid).",
          new Columns<PlacedBid>()
              .required("response_id", TEXT, ofResponse(BidResponse::getBidid), "Id of the response (bidid).")
              .required("request_id", TEXT, ofResponse(BidResponse::getId), "Id of the request.")
              .required("imp_id", TEXT, ofBid(Bid::getImpid), "Placement that the bid is for.")
              .optional("bidder_id", TEXT, PlacedBid::seat, "Seat of the bidder.")
              .required("bid_price", DOUBLE, ofBid(Bid::getPrice), "Bid price, CPM in bid_currency.")
              .required("bid_currency", TEXT, ofResponse(BidResponse::getCur), "Currency of the price (ISO 4217).")
              .optional("ad_domain", TEXT, ofBid(bid -> bid.getAdomain().isEmpty() ? null : bid.getAdomain().get(0)), "First domain of the advertiser.")
              .optional("creative_id", TEXT, ofBid(Bid::getCrid), "Creative of the bid.")
              .optional("deal_id", TEXT, ofBid(Bid::getDealid), "Private marketplace deal; null if there is none.")
              .required("event_timestamp", INSTANT, ofResponse(BidResponse::getEventTimestamp), "When the response was received.")
              .required("received_at", MILLIS, PlacedBid.receivedAt(), RECEIVED_AT)
              .optional("bid_id", TEXT, ofBid(Bid::getId), "Id of the bid, assigned by the bidder.")
              .optional("campaign_id", TEXT, ofBid(Bid::getCid), "Campaign of the bid.")
              .optional("bid_ext", TEXT, ofBid(Bid::getExt), "Extensions of the bid (ext), the JSON text as it was sent.")
              .optional("response_ext", TEXT, ofResponse(BidResponse::getExt), "Extensions of the response (ext), the JSON text as it was sent; a long one only in the row of the first bid.")
              .optional("response_unmapped", TEXT, ofResponse(BidResponse::getUnmapped), "Fields of the response without a column, a JSON object from JSON pointer to value; a long one only in the row of the first bid.")
              .all(),
          Layout.byDay("event_timestamp"));

  public static final FlatTable<Impression> IMPRESSIONS =
      FlatTable.of(Topics.IMPRESSIONS, "impression_id", "One impression notice.");

  public static final FlatTable<Click> CLICKS =
      FlatTable.of(Topics.CLICKS, "click_id", "One click notice.");

  public static final FlatTable<Notice> NOTICES =
      FlatTable.of(
          Topics.NOTICES, "notice_id", "One win, billing, loss or impression notice about a bid.");

  /**
   * The tables that are derived from the schema of a topic: one row per event, one column per
   * field.
   */
  public static final List<FlatTable<?>> FLAT = List.of(IMPRESSIONS, CLICKS, NOTICES);

  public static final TableDefinition<WindowTotals> HOURLY_IMPRESSIONS_BY_GEO =
      new TableDefinition<>(
          "hourly_impressions_by_geo",
          "Impressions and revenue of one hour and one country.",
          new Columns<WindowTotals>()
              .key("window_start", MILLIS, WindowTotals::start, "Start of the hour.")
              .key("device_geo_country", TEXT, WindowTotals::key, "Country of the request, ISO 3166-1 alpha-3, or UNKNOWN.")
              .required("impression_count", LONG, row -> row.count(0), "Distinct impressions.")
              .required("total_revenue", DOUBLE, WindowTotals::revenue, "Total cost of the impressions, in USD.")
              .required("avg_win_price", DOUBLE, row -> row.meanPrice(0), "Mean clearing price, CPM in USD.")
              .all(),
          Layout.byDay("window_start"));

  public static final TableDefinition<WindowTotals> ROLLING_METRICS_BY_BIDDER =
      new TableDefinition<>(
          "rolling_metrics_by_bidder",
          "Wins and spend of one bidder in five minutes; a window starts every minute.",
          new Columns<WindowTotals>()
              .key("window_start", MILLIS, WindowTotals::start, "Start of the five minutes.")
              .required("window_end", MILLIS, WindowTotals::end, "End of the five minutes.")
              .key("bidder_id", TEXT, WindowTotals::key, "Seat that won, or UNKNOWN.")
              .required("win_count", LONG, row -> row.count(0), "Distinct impressions that the bidder won.")
              .required("revenue", DOUBLE, WindowTotals::revenue, "Total cost of the impressions, in USD.")
              .required("avg_cpm", DOUBLE, row -> row.meanPrice(0), "Mean clearing price, CPM in USD.")
              .all(),
          Layout.byDay("window_start"));

  public static final TableDefinition<WindowTotals> HOURLY_FUNNEL_BY_PUBLISHER =
      new TableDefinition<>(
          "hourly_funnel_by_publisher",
          "The funnel of one hour and one publisher, from requests to clicks.",
          new Columns<WindowTotals>()
              .key("window_start", MILLIS, WindowTotals::start, "Hour in which the requests were sent.")
              .key("publisher_id", TEXT, WindowTotals::key, "Publisher of the requests, or UNKNOWN.")
              .required("bid_requests", LONG, row -> row.count(Topics.BID_REQUESTS), "Distinct requests.")
              .required("bid_responses", LONG, row -> row.count(Topics.BID_RESPONSES), "Distinct responses to these requests within the bound.")
              .required("impressions", LONG, row -> row.count(Topics.IMPRESSIONS), "Distinct impressions of these responses within the bound.")
              .required("clicks", LONG, row -> row.count(Topics.CLICKS), "Distinct clicks on these impressions within the bound.")
              .optional("fill_rate", DOUBLE, row -> row.rate(Topics.BID_RESPONSES, Topics.BID_REQUESTS), "bid_responses / bid_requests; " + NOTHING_TO_DIVIDE_BY)
              .optional("win_rate", DOUBLE, row -> row.rate(Topics.IMPRESSIONS, Topics.BID_RESPONSES), "impressions / bid_responses; " + NOTHING_TO_DIVIDE_BY)
              .optional("ctr", DOUBLE, row -> row.rate(Topics.CLICKS, Topics.IMPRESSIONS), "clicks / impressions; " + NOTHING_TO_DIVIDE_BY)
              .all(),
          Layout.byDay("window_start"));

  public static final TableDefinition<WindowTotals> HOURLY_BID_LANDSCAPE =
      new TableDefinition<>(
          "hourly_bid_landscape",
          "What the placements of one hour, publisher and size were offered and sold for.",
          new Columns<WindowTotals>()
              .key("window_start", MILLIS, WindowTotals::start, "Hour in which the requests were sent.")
              .key("publisher_id", TEXT, row -> row.key(0), "Publisher of the requests, or UNKNOWN.")
              .key("size", TEXT, row -> row.key(1), "Size of the placement, width x height: of the banner, of its first format, or of the video; or UNKNOWN, also for the sizes of a request after the first 16 different ones.")
              .required("requests", LONG, row -> row.count(Landscape.REQUESTS), "Distinct accepted requests with a placement of this size, among their first 100 placements.")
              .required("requests_with_bids", LONG, row -> row.count(Landscape.WITH_BIDS), "Of these, the ones with a bid for a placement of this size.")
              .required("bids", LONG, row -> row.count(Landscape.BIDS), "Bids for these placements in distinct responses within the bound, among the first 100 bids of a response.")
              .optional("bids_per_request", DOUBLE, row -> row.rate(Landscape.BIDS, Landscape.REQUESTS), "bids / requests; " + NOTHING_TO_DIVIDE_BY)
              .required("priced_bids", LONG, row -> row.count(Landscape.PRICED), "Of the bids, the ones with a price in USD, which are in the quantiles.")
              .required("sales", LONG, row -> row.count(Landscape.CLEARED), "Impressions of these placements within the bounds that have a price in USD.")
              .optional("bid_price_min", DOUBLE, row -> row.quantile(Landscape.BID_PRICE, 0), "Lowest bid, CPM in USD, " + BY_BUCKET)
              .optional("bid_price_p25", DOUBLE, row -> row.quantile(Landscape.BID_PRICE, 0.25), "First quartile of the bids, CPM in USD, " + BY_BUCKET)
              .optional("bid_price_p50", DOUBLE, row -> row.quantile(Landscape.BID_PRICE, 0.5), "Median bid, CPM in USD, " + BY_BUCKET)
              .optional("bid_price_p75", DOUBLE, row -> row.quantile(Landscape.BID_PRICE, 0.75), "Third quartile of the bids, CPM in USD, " + BY_BUCKET)
              .optional("bid_price_p90", DOUBLE, row -> row.quantile(Landscape.BID_PRICE, 0.9), "90th percentile of the bids, CPM in USD, " + BY_BUCKET)
              .optional("bid_price_p99", DOUBLE, row -> row.quantile(Landscape.BID_PRICE, 0.99), "99th percentile of the bids, CPM in USD, " + BY_BUCKET)
              .optional("bid_price_max", DOUBLE, row -> row.quantile(Landscape.BID_PRICE, 1), "Highest bid, CPM in USD, " + BY_BUCKET)
              .optional("clearing_price_min", DOUBLE, row -> row.quantile(Landscape.CLEARING_PRICE, 0), "Lowest price of an impression, CPM in USD, " + BY_BUCKET)
              .optional("clearing_price_p25", DOUBLE, row -> row.quantile(Landscape.CLEARING_PRICE, 0.25), "First quartile of the prices of impressions, CPM in USD, " + BY_BUCKET)
              .optional("clearing_price_p50", DOUBLE, row -> row.quantile(Landscape.CLEARING_PRICE, 0.5), "Median price of the impressions, CPM in USD, " + BY_BUCKET)
              .optional("clearing_price_p75", DOUBLE, row -> row.quantile(Landscape.CLEARING_PRICE, 0.75), "Third quartile of the prices of impressions, CPM in USD, " + BY_BUCKET)
              .optional("clearing_price_p90", DOUBLE, row -> row.quantile(Landscape.CLEARING_PRICE, 0.9), "90th percentile of the prices of impressions, CPM in USD, " + BY_BUCKET)
              .optional("clearing_price_p99", DOUBLE, row -> row.quantile(Landscape.CLEARING_PRICE, 0.99), "99th percentile of the prices of impressions, CPM in USD, " + BY_BUCKET)
              .optional("clearing_price_max", DOUBLE, row -> row.quantile(Landscape.CLEARING_PRICE, 1), "Highest price of an impression, CPM in USD, " + BY_BUCKET)
              .optional("below_floor_share", DOUBLE, row -> row.rate(Landscape.BELOW_FLOOR, Landscape.WITH_FLOOR), "Share of the bids below the floor of their placement, of those with a price and a floor above 0 in USD; " + NOTHING_TO_DIVIDE_BY)
              .optional("mean_bid_gap", DOUBLE, row -> row.meanOrNull(Landscape.WITH_GAP), "Mean difference of winning bid and price of the impression, CPM in USD; null if there is none.")
              .all(),
          Layout.byDay("window_start"));

  public static final TableDefinition<WindowTotals> HOURLY_FUNNEL_LEAKAGE =
      new TableDefinition<>(
          "hourly_funnel_leakage",
          "How far the requests of one hour and publisher came, or why they ended.",
          new Columns<WindowTotals>()
              .key("window_start", MILLIS, WindowTotals::start, "Hour in which the requests were sent.")
              .key("publisher_id", TEXT, row -> row.key(0), "Publisher of the requests, or UNKNOWN.")
              .key("reason", TEXT, row -> row.key(1), "NO_RESPONSE, NO_BID (with the bidder's reason), BELOW_FLOOR, LOST (with the reason of the loss notice), WON_NOT_BILLED, BILLED_NOT_RENDERED or RENDERED.")
              .required("requests", LONG, row -> row.count(0), "Distinct accepted requests. Over all reasons they are the bid_requests of hourly_funnel_by_publisher, except requests that only one of the two jobs finds late.")
              .all(),
          Layout.byDay("window_start"));

  public static final TableDefinition<WindowTotals> SERVING_BY_MINUTE =
      new TableDefinition<>(
          "serving_by_minute",
          "Impressions, clicks and spend of one minute, campaign and publisher.",
          new Columns<WindowTotals>()
              .key("window_start", MILLIS, WindowTotals::start, "Start of the minute.")
              .key("campaign_id", TEXT, row -> row.key(0), "Campaign of the winning bid, or UNKNOWN.")
              .key("publisher_id", TEXT, row -> row.key(1), "Publisher of the request, or UNKNOWN.")
              .required("impressions", LONG, row -> row.count(Served.IMPRESSIONS), "Distinct impressions in this minute.")
              .required("clicks", LONG, row -> row.count(Served.CLICKS), "Distinct clicks in this minute.")
              .required("spend", DOUBLE, WindowTotals::revenue, "Total cost of the impressions that have a price in USD, in USD.")
              .optional("ctr", DOUBLE, row -> row.rate(Served.CLICKS, Served.IMPRESSIONS), "clicks / impressions; " + NOTHING_TO_DIVIDE_BY)
              .all(),
          Layout.byDay("window_start"));

  public static final TableDefinition<WindowTotals> DAILY_REACH_BY_CAMPAIGN =
      new TableDefinition<>(
          "daily_reach_by_campaign",
          "How many distinct users saw one campaign on one day.",
          new Columns<WindowTotals>()
              .key("window_start", MILLIS, WindowTotals::start, "Start of the day (UTC).")
              .key("campaign_id", TEXT, WindowTotals::key, "Campaign of the winning bid.")
              .required("impressions", LONG, row -> row.count(Reached.IMPRESSIONS), "Distinct impressions of requests with a user id.")
              .required("users", LONG, row -> row.sketch().users(), "Distinct user ids of these requests: exact up to 4,096, else an estimate with a standard error of 1.6 %.")
              .required("users_low", LONG, row -> row.sketch().low(), "Lower end of the range in which the number of users is with a probability of 95 %.")
              .required("users_high", LONG, row -> row.sketch().high(), "Upper end of this range.")
              .required("users_sketch", BYTES, row -> row.sketch().bytes(), "The users as a compact theta sketch of Apache DataSketches (k = 4096, seed 9001), for unions and intersections with other rows.")
              .all(),
          Layout.byDay("window_start"));

  public static final TableDefinition<WindowTotals> HOURLY_EVENT_QUALITY =
      new TableDefinition<>(
          "hourly_event_quality",
          "How complete, clean and timely the events of one hour and topic are.",
          new Columns<WindowTotals>()
              .key("window_start", MILLIS, WindowTotals::start, "Hour of the events' own time; of dead letters the hour in which Kafka received them, and of late events the hour that the job had reached.")
              .key("topic", TEXT, WindowTotals::key, "Topic, by its default name.")
              .required("events", LONG, row -> row.count(Quality.EVENTS), "Events, each copy.")
              .required("distinct_events", LONG, row -> row.count(Quality.DISTINCT), "Distinct events. Of copies with different times, the earliest counts.")
              .required("duplicates", LONG, Tables::duplicates, "Further copies of events: events - distinct_events.")
              .optional("duplicate_rate", DOUBLE, Tables::duplicateRate, "duplicates / events; " + NOTHING_TO_DIVIDE_BY)
              .required("orphans", LONG, row -> row.count(Quality.ORPHANS), "Of the distinct events, those of a request that did not come, or not within the bounds.")
              .required("late_events", LONG, row -> row.count(Quality.LATE), "Events and dead letters that arrived after the allowed lateness while the job was in this hour. They are in no other column.")
              .required("rejected_requests", LONG, row -> sum(row, List.of(RejectionReason.values()), Quality::rejected), "Of the events, the requests that are not production traffic; 0 for other topics.")
              .required("rejected_missing_request_id", LONG, row -> row.count(Quality.rejected(RejectionReason.MISSING_REQUEST_ID)), "Of these, the ones with the rejection_reason MISSING_REQUEST_ID.")
              .required("rejected_missing_imp", LONG, row -> row.count(Quality.rejected(RejectionReason.MISSING_IMP)), "Of these, the ones with the rejection_reason MISSING_IMP.")
              .required("rejected_missing_imp_id", LONG, row -> row.count(Quality.rejected(RejectionReason.MISSING_IMP_ID)), "Of these, the ones with the rejection_reason MISSING_IMP_ID.")
              .required("rejected_ambiguous_inventory", LONG, row -> row.count(Quality.rejected(RejectionReason.AMBIGUOUS_INVENTORY)), "Of these, the ones with the rejection_reason AMBIGUOUS_INVENTORY.")
              .required("rejected_negative_floor", LONG, row -> row.count(Quality.rejected(RejectionReason.NEGATIVE_FLOOR)), "Of these, the ones with the rejection_reason NEGATIVE_FLOOR.")
              .required("rejected_test_traffic", LONG, row -> row.count(Quality.rejected(RejectionReason.TEST_TRAFFIC)), "Of these, the ones with the rejection_reason TEST_TRAFFIC.")
              .required("rejected_non_public_ip", LONG, row -> row.count(Quality.rejected(RejectionReason.NON_PUBLIC_IP)), "Of these, the ones with the rejection_reason NON_PUBLIC_IP.")
              .required("rejected_invalid_ip", LONG, row -> row.count(Quality.rejected(RejectionReason.INVALID_IP)), "Of these, the ones with the rejection_reason INVALID_IP.")
              .required("dead_letters", LONG, row -> sum(row, DeadLetter.Reason.OF_EVENTS, Quality::deadLetters), "Records, or documents in them, that are not valid events.")
              .required("dead_letters_empty", LONG, row -> row.count(Quality.deadLetters(DeadLetter.Reason.EMPTY)), "Of these, the ones with the reason EMPTY.")
              .required("dead_letters_not_wire_format", LONG, row -> row.count(Quality.deadLetters(DeadLetter.Reason.NOT_WIRE_FORMAT)), "Of these, the ones with the reason NOT_WIRE_FORMAT.")
              .required("dead_letters_unknown_schema", LONG, row -> row.count(Quality.deadLetters(DeadLetter.Reason.UNKNOWN_SCHEMA)), "Of these, the ones with the reason UNKNOWN_SCHEMA.")
              .required("dead_letters_incompatible_schema", LONG, row -> row.count(Quality.deadLetters(DeadLetter.Reason.INCOMPATIBLE_SCHEMA)), "Of these, the ones with the reason INCOMPATIBLE_SCHEMA.")
              .required("dead_letters_malformed", LONG, row -> row.count(Quality.deadLetters(DeadLetter.Reason.MALFORMED)), "Of these, the ones with the reason MALFORMED.")
              .required("dead_letters_impossible_time", LONG, row -> row.count(Quality.deadLetters(DeadLetter.Reason.IMPOSSIBLE_TIME)), "Of these, the ones with the reason IMPOSSIBLE_TIME.")
              .required("dead_letters_unknown_event", LONG, row -> row.count(Quality.deadLetters(DeadLetter.Reason.UNKNOWN_EVENT)), "Of these, the ones with the reason UNKNOWN_EVENT.")
              .required("dead_letters_missing_field", LONG, row -> row.count(Quality.deadLetters(DeadLetter.Reason.MISSING_FIELD)), "Of these, the ones with the reason MISSING_FIELD.")
              .required("dead_letters_invalid_field", LONG, row -> row.count(Quality.deadLetters(DeadLetter.Reason.INVALID_FIELD)), "Of these, the ones with the reason INVALID_FIELD.")
              .required("ahead_of_time", LONG, row -> row.count(Quality.AHEAD_OF_TIME), "Of the events, those whose time is after their receipt by Kafka: the clock of the sender is ahead.")
              .optional("delay_ms_p50", DOUBLE, row -> Quality.millis(row.quantile(Quality.DELAY, 0.5)), "Median delay from an event to its receipt by Kafka, in ms, of all copies, " + BY_BUCKET + " The delay of an event that is ahead of time is 0.")
              .optional("delay_ms_p99", DOUBLE, row -> Quality.millis(row.quantile(Quality.DELAY, 0.99)), "99th percentile of the delay, in ms, " + BY_BUCKET)
              .all(),
          Layout.byDay("window_start"));

  public static final TableDefinition<WindowTotals> HOURLY_RECONCILIATION =
      new TableDefinition<>(
          "hourly_reconciliation",
          "What one bidder won, was billed and saw rendered in one hour, and whether these agree.",
          new Columns<WindowTotals>()
              .key("window_start", MILLIS, WindowTotals::start, "Hour of the first of the events of a placement and bidder.")
              .key("bidder_id", TEXT, WindowTotals::key, "Seat of the bid, or UNKNOWN.")
              .required("won", LONG, row -> row.count(Reconciled.WON), "Placements with a win notice.")
              .required("billed", LONG, row -> row.count(Reconciled.BILLED), "Placements with a billing notice.")
              .required("rendered", LONG, row -> row.count(Reconciled.RENDERED), "Placements with an impression, or an impression notice.")
              .required("matched", LONG, row -> row.count(Reconciled.MATCHED), "Placements with all three within the bound, or with those that are compared.")
              .required("not_won", LONG, row -> row.count(Reconciled.NOT_WON), "Placements that are billed or rendered, without a win notice.")
              .required("not_billed", LONG, row -> row.count(Reconciled.NOT_BILLED), "Placements that are won or rendered, without a billing notice.")
              .required("not_rendered", LONG, row -> row.count(Reconciled.NOT_RENDERED), "Placements that are won or billed, and were not rendered.")
              .required("billed_again", LONG, row -> row.count(Reconciled.BILLED_AGAIN), "Further billing notices of billed placements, with other ids.")
              .required("other_price", LONG, row -> row.count(Reconciled.OTHER_PRICE), "Placements that were won and billed at different prices in USD.")
              .required("price_difference", DOUBLE, WindowTotals::revenue, "What was billed more than won (less if negative), in USD, of placements with both prices.")
              .all(),
          Layout.byDay("window_start"));

  public static final TableDefinition<WindowTotals> RECONCILIATION_GAPS =
      new TableDefinition<>(
          "reconciliation_gaps",
          "One placement and bidder whose win, billing and rendering do not match.",
          new Columns<WindowTotals>()
              .key("window_start", MILLIS, WindowTotals::start, "Hour of the first of the events.")
              .key("request_id", TEXT, row -> row.key(0), "Id of the request; a long one is hashed.")
              .key("imp_id", TEXT, row -> row.key(1), "Id of the placement; a long one is hashed.")
              .key("bidder_id", TEXT, row -> row.key(2), "Seat of the bid, or UNKNOWN.")
              .key("first_event_at", MILLIS, row -> Long.valueOf(row.key(3)), "When the first of the events happened.")
              .required("missing", TEXT, Tables::missing, "What is missing: WIN, BILLING and RENDERING, separated by blanks.")
              .optional("won_at", MILLIS, row -> timeOrNull(row, Gap.WON_AT), "Time of the first win notice; null if there is none.")
              .optional("billed_at", MILLIS, row -> timeOrNull(row, Gap.BILLED_AT), "Time of the first billing notice; null if there is none.")
              .optional("rendered_at", MILLIS, row -> timeOrNull(row, Gap.RENDERED_AT), "Time of the first impression or impression notice; null if there is none.")
              .optional("price", DOUBLE, row -> row.meanOrNull(Gap.PRICED), "Price of the first of the events that has one, CPM in USD.")
              .all(),
          Layout.byDay("window_start"));

  public static final TableDefinition<DeadLetter> DEAD_LETTERS =
      new TableDefinition<>(
          "dead_letters",
          "One Kafka record, or one document in it, that could not be decoded, with its bytes.",
          new Columns<DeadLetter>()
              .required("topic", TEXT, DeadLetter::topic, "Topic of the record.")
              .required("partition", INT, DeadLetter::partition, "Partition of the record.")
              .required("offset", LONG, DeadLetter::offset, "Offset of the record.")
              .required("reason", TEXT, DeadLetter::reason, "Reason code, for grouping.")
              .required("error", TEXT, DeadLetter::error, "Error message.")
              .optional("raw_payload", BYTES, DeadLetter::payload, "Value of the record as it was sent; for JSON and notices, the bytes of the document.")
              .required("received_at", MILLIS, DeadLetter::receivedAt, RECEIVED_AT)
              .optional("document", INT, DeadLetter::document, "Number of the document within a record of JSON or notices, from 1; null for Avro.")
              .all(),
          Layout.byDay("received_at"));

  public static final TableDefinition<LateEvent> LATE_EVENTS =
      new TableDefinition<>(
          "late_events",
          "One event that a windowed table does not count, and why.",
          new Columns<LateEvent>()
              .required("table_name", TEXT, LateEvent::table, "Table that does not count the event.")
              .required("reason", TEXT, LateEvent::reason, "Why: " + oneOf(List.of(LateEvent.Reason.values())) + ".")
              .required("topic", TEXT, LateEvent::topic, "Topic of the event.")
              .required("partition", INT, LateEvent::partition, "Partition of the event.")
              .required("offset", LONG, LateEvent::offset, "Offset of the event.")
              .required("event_id", TEXT, LateEvent::id, "Id of the event itself.")
              .required("request_id", TEXT, LateEvent::requestId, "Id of the event's request.")
              .required("event_timestamp", MILLIS, LateEvent::time, "When the event happened.")
              .optional("lateness_ms", LONG, LateEvent::lateness, "How far the watermark was past the event, in ms; null unless the reason is LATE.")
              .required("payload", TEXT, LateEvent::payload, "The fields of the event that the table uses, as JSON.")
              .all(),
          Layout.byDay("event_timestamp"));

  public static final TableDefinition<MaintenanceEntry> MAINTENANCE_LOG =
      new TableDefinition<>(
          "maintenance_log",
          "One maintenance action on a table.",
          new Columns<MaintenanceEntry>()
              .required("table_name", TEXT, MaintenanceEntry::table, "Table that was maintained; `NAMESPACE.TABLE` if it is outside of `lake.namespace`.")
              .required("action", TEXT, MaintenanceEntry::action, oneOf(List.of(MaintenanceAction.values())) + ".")
              .required("started_at", MILLIS, MaintenanceEntry::startedAt, "When the action began.")
              .required("ended_at", MILLIS, MaintenanceEntry::endedAt, "When the action ended.")
              .required("files_before", LONG, MaintenanceEntry::filesBefore, "Files that the action removed.")
              .required("files_after", LONG, MaintenanceEntry::filesAfter, "Files that the action added.")
              .optional("bytes_before", LONG, MaintenanceEntry::bytesBefore, "Size of the removed files; null if unknown.")
              .optional("bytes_after", LONG, MaintenanceEntry::bytesAfter, "Size of the added files; null if unknown.")
              .optional("snapshot_id", LONG, MaintenanceEntry::snapshotId, "Current snapshot of the table after the action; null if none.")
              .required("outcome", TEXT, MaintenanceEntry::outcome, oneOf(List.of(Outcome.DONE, Outcome.CONFLICT, Outcome.FAILED)) + ".")
              .optional("detail", TEXT, MaintenanceEntry::detail, "Details, such as the error.")
              .all(),
          Layout.byDay("started_at"));

  // spotless:on

  /** The windowed tables: one row per window and key. */
  public static final List<TableDefinition<WindowTotals>> WINDOWS =
      List.of(
          HOURLY_IMPRESSIONS_BY_GEO,
          ROLLING_METRICS_BY_BIDDER,
          HOURLY_FUNNEL_BY_PUBLISHER,
          HOURLY_BID_LANDSCAPE,
          HOURLY_FUNNEL_LEAKAGE,
          SERVING_BY_MINUTE,
          DAILY_REACH_BY_CAMPAIGN,
          HOURLY_EVENT_QUALITY,
          HOURLY_RECONCILIATION,
          RECONCILIATION_GAPS);

  public static final List<TableDefinition<?>> ALL =
      Stream.of(
              List.of(BID_REQUESTS, BID_REQUESTS_ENRICHED, BID_RESPONSES),
              FLAT,
              WINDOWS,
              List.of(DEAD_LETTERS, LATE_EVENTS, MAINTENANCE_LOG))
          .<TableDefinition<?>>flatMap(List::stream)
          .toList();

  private Tables() {}

  /** Returns the definition of the table with a name. */
  public static TableDefinition<?> named(String name) {
    return ALL.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns the sum of the counts of all reasons. */
  private static <R> long sum(WindowTotals row, List<R> reasons, ToIntFunction<R> kindOf) {
    return reasons.stream().mapToLong(reason -> row.count(kindOf.applyAsInt(reason))).sum();
  }

  private static long duplicates(WindowTotals row) {
    return row.count(Quality.EVENTS) - row.count(Quality.DISTINCT);
  }

  private static Double duplicateRate(WindowTotals row) {
    long events = row.count(Quality.EVENTS);
    return events == 0 ? null : Double.valueOf((double) duplicates(row) / events);
  }

  /** Returns what a gap of the reconciliation lacks. */
  private static String missing(WindowTotals gap) {
    return Gap.missing(gap).stream().map(DealStep::name).collect(Collectors.joining(" "));
  }

  private static Long timeOrNull(WindowTotals gap, int kind) {
    return gap.count(kind) == 0 ? null : Long.valueOf(gap.count(kind));
  }

  /** Returns the values as an enumeration, such as {@code A, B or C}. */
  private static String oneOf(List<?> values) {
    List<String> names = values.stream().map(Object::toString).toList();
    int last = names.size() - 1;
    return names.stream().limit(last).collect(Collectors.joining(", ")) + " or " + names.get(last);
  }
}
