package io.bidlake.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Types.BinaryType;
import org.apache.iceberg.types.Types.BooleanType;
import org.apache.iceberg.types.Types.DoubleType;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.TimestampType;

/** The tables of the lake: columns, partitioning, sort order and properties, each written once. */
public final class Tables {

  public static final String NAMESPACE = "db";

  private static final String RECEIVED_AT = "When Kafka received the event.";

  public static final TableDefinition BID_REQUESTS =
      byDayAndCountry(
          "bid_requests",
          "One placement of a production bid request (request x imp).",
          bidRequestColumns().schema());

  public static final TableDefinition BID_REQUESTS_ENRICHED =
      byDayAndCountry(
          "bid_requests_enriched",
          "One placement of any bid request (request x imp), classified and flagged.",
          bidRequestColumns()
              .optional("imp_bidfloorcur", StringType.get(), "Currency of imp_bidfloor (ISO 4217).")
              .optional(
                  "imp_bidfloor_usd",
                  DoubleType.get(),
                  "imp_bidfloor as CPM in USD; null when the currency has no rate.")
              .optional("app_id", StringType.get(), "Id of the app; null for sites and screens.")
              .optional("app_bundle", StringType.get(), "Bundle or store id of the app.")
              .required(
                  "device_category",
                  StringType.get(),
                  "Desktop, Mobile Web, Mobile App, CTV, Connected Device or Unknown.")
              .required(
                  "is_test_traffic", BooleanType.get(), "Whether a test, by publisher or by flag.")
              .required(
                  "is_private_ip", BooleanType.get(), "Whether an address is not a public one.")
              .optional(
                  "rejection_reason",
                  StringType.get(),
                  "Why the row is not in bid_requests; null when it is.")
              .schema());

  public static final TableDefinition BID_RESPONSES =
      byDay(
          "bid_responses",
          "One bid of a bid response (seatbid x bid).",
          new Columns()
              .required("response_id", StringType.get(), "Id of the response (bidid).")
              .required("request_id", StringType.get(), "Id of the request.")
              .required("imp_id", StringType.get(), "Placement that the bid is for.")
              .optional("bidder_id", StringType.get(), "Seat of the bidder.")
              .required("bid_price", DoubleType.get(), "Bid price, CPM in bid_currency.")
              .required("bid_currency", StringType.get(), "Currency of the price (ISO 4217).")
              .optional("ad_domain", StringType.get(), "First domain of the advertiser.")
              .optional("creative_id", StringType.get(), "Creative of the bid.")
              .optional("deal_id", StringType.get(), "Private marketplace deal, null without.")
              .required("event_timestamp", TimestampType.withZone(), "When it was received.")
              .required("received_at", TimestampType.withZone(), RECEIVED_AT)
              .schema());

  public static final TableDefinition IMPRESSIONS =
      byDay(
          "impressions",
          "One impression notice.",
          new Columns()
              .allFieldsOf(Impression.getClassSchema())
              .required("received_at", TimestampType.withZone(), RECEIVED_AT)
              .schema());

  public static final TableDefinition CLICKS =
      byDay(
          "clicks",
          "One click notice.",
          new Columns()
              .allFieldsOf(Click.getClassSchema())
              .required("received_at", TimestampType.withZone(), RECEIVED_AT)
              .schema());

  public static final TableDefinition DEAD_LETTERS = deadLetters();

  public static final TableDefinition HOURLY_IMPRESSIONS_BY_GEO =
      byWindow(
          "hourly_impressions_by_geo",
          "Impressions and revenue of one hour and one country.",
          new Columns()
              .key("window_start", TimestampType.withZone(), "Begin of the hour.")
              .key(
                  "device_geo_country",
                  StringType.get(),
                  "Country of the request, ISO 3166-1 alpha-3, or UNKNOWN.")
              .required("impression_count", LongType.get(), "Distinct impressions.")
              .required("total_revenue", DoubleType.get(), "What they cost together, in USD.")
              .required("avg_win_price", DoubleType.get(), "Mean clearing price, CPM in USD.")
              .schema());

  public static final TableDefinition ROLLING_METRICS_BY_BIDDER =
      byWindow(
          "rolling_metrics_by_bidder",
          "Wins and spend of one bidder in five minutes; a window begins every minute.",
          new Columns()
              .key("window_start", TimestampType.withZone(), "Begin of the five minutes.")
              .required("window_end", TimestampType.withZone(), "End of the five minutes.")
              .key("bidder_id", StringType.get(), "Seat that won.")
              .required("win_count", LongType.get(), "Distinct impressions that it won.")
              .required("revenue", DoubleType.get(), "What they cost together, in USD.")
              .required("avg_cpm", DoubleType.get(), "Mean clearing price, CPM in USD.")
              .schema());

  public static final TableDefinition HOURLY_FUNNEL_BY_PUBLISHER =
      byWindow(
          "hourly_funnel_by_publisher",
          "What became of the requests of one hour and one publisher.",
          new Columns()
              .key(
                  "window_start", TimestampType.withZone(), "Hour in which the requests were sent.")
              .key("publisher_id", StringType.get(), "Publisher of the requests, or UNKNOWN.")
              .required("bid_requests", LongType.get(), "Distinct requests.")
              .required("bid_responses", LongType.get(), "Distinct responses to them, in time.")
              .required("impressions", LongType.get(), "Distinct impressions of those, in time.")
              .required("clicks", LongType.get(), "Distinct clicks on those, in time.")
              .optional(
                  "fill_rate",
                  DoubleType.get(),
                  "bid_responses / bid_requests; null when there is none to divide by.")
              .optional(
                  "win_rate",
                  DoubleType.get(),
                  "impressions / bid_responses; null when there is none to divide by.")
              .optional(
                  "ctr",
                  DoubleType.get(),
                  "clicks / impressions; null when there is none to divide by.")
              .schema());

  public static final TableDefinition LATE_EVENTS =
      byDay(
          "late_events",
          "One event that a table of windows does not count, and why.",
          new Columns()
              .required("table_name", StringType.get(), "Table that does not count it.")
              .required(
                  "reason", StringType.get(), "Why: LATE, ORPHAN, UNPRICED, AHEAD or CROWDED.")
              .required("topic", StringType.get(), "Topic of the event.")
              .required("partition", IntegerType.get(), "Partition of the event.")
              .required("offset", LongType.get(), "Offset of the event.")
              .required("event_id", StringType.get(), "Id of the event itself.")
              .required("request_id", StringType.get(), "Id of its request.")
              .required("event_timestamp", TimestampType.withZone(), "When it happened.")
              .optional(
                  "lateness_ms",
                  LongType.get(),
                  "How far the watermark was past it, in ms; null when that is not why.")
              .required("payload", StringType.get(), "What the table would have used of it, JSON.")
              .schema());

  public static final TableDefinition MAINTENANCE_LOG =
      unsorted(
          "maintenance_log",
          "One thing that maintenance did to a table.",
          new Columns()
              .required("table_name", StringType.get(), "Table that was maintained.")
              .required(
                  "action",
                  StringType.get(),
                  "COMPACT, REMOVE_DANGLING_DELETES, REWRITE_MANIFESTS, EXPIRE_SNAPSHOTS or"
                      + " REMOVE_ORPHAN_FILES.")
              .required("started_at", TimestampType.withZone(), "When the action began.")
              .required("ended_at", TimestampType.withZone(), "When it was done.")
              .required(
                  "files_before", LongType.get(), "Files that the action is about and took away.")
              .required("files_after", LongType.get(), "Files that it put in their place.")
              .optional("bytes_before", LongType.get(), "Their size before; null where unknown.")
              .optional("bytes_after", LongType.get(), "Their size after; null where unknown.")
              .optional(
                  "snapshot_id", LongType.get(), "Snapshot of the table after it; null for none.")
              .required("outcome", StringType.get(), "DONE, CONFLICT or FAILED.")
              .optional("detail", StringType.get(), "More to read, such as the error.")
              .schema(),
          "started_at");

  public static final List<TableDefinition> ALL =
      List.of(
          BID_REQUESTS,
          BID_REQUESTS_ENRICHED,
          BID_RESPONSES,
          IMPRESSIONS,
          CLICKS,
          HOURLY_IMPRESSIONS_BY_GEO,
          ROLLING_METRICS_BY_BIDDER,
          HOURLY_FUNNEL_BY_PUBLISHER,
          DEAD_LETTERS,
          LATE_EVENTS,
          MAINTENANCE_LOG);

  private Tables() {}

  /** The definition of a table that Bidlake knows. */
  public static TableDefinition named(String name) {
    return ALL.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }

  private static Columns bidRequestColumns() {
    return new Columns()
        .required("request_id", StringType.get(), "Id of the request.")
        .optional("imp_id", StringType.get(), "Id of the placement; null if the request has none.")
        .optional("imp_banner_w", IntegerType.get(), "Width of the banner, or its first format.")
        .optional("imp_banner_h", IntegerType.get(), "Height of the banner, or its first format.")
        .optional("imp_bidfloor", DoubleType.get(), "Minimum bid, CPM in the floor's currency.")
        .optional("site_id", StringType.get(), "Id of the site; null for apps and screens.")
        .optional("site_domain", StringType.get(), "Domain of the site.")
        .optionalStrings("site_cat", "Content categories of the site.")
        .optional("publisher_id", StringType.get(), "Publisher of the site, app or screen.")
        .optional("device_type", IntegerType.get(), "Device type (AdCOM), 1 to 8.")
        .optional("device_os", StringType.get(), "Operating system.")
        .optional("device_geo_country", StringType.get(), "Country, ISO 3166-1 alpha-3.")
        .optional("device_geo_region", StringType.get(), "Region, ISO 3166-2.")
        .optional("user_id", StringType.get(), "Id of the user at the exchange.")
        .required("auction_type", IntegerType.get(), "1 first price, 2 second price plus.")
        .optional("tmax", IntegerType.get(), "Milliseconds that the exchange waits for bids.")
        .optional("currency", StringType.get(), "First currency that bids may use (ISO 4217).")
        .optional("is_coppa", BooleanType.get(), "Whether COPPA applies; null = unknown.")
        .optional("is_gdpr", BooleanType.get(), "Whether GDPR applies; null = unknown.")
        .required("event_timestamp", TimestampType.withZone(), "When the request was sent.")
        .required("received_at", TimestampType.withZone(), RECEIVED_AT);
  }

  private static TableDefinition byDayAndCountry(String name, String description, Schema schema) {
    PartitionSpec partitioning =
        PartitionSpec.builderFor(schema)
            .day("event_timestamp")
            .identity("device_geo_country")
            .build();
    SortOrder order =
        SortOrder.builderFor(schema).asc("site_domain").asc("device_geo_country").build();
    return new TableDefinition(
        name, description, schema, partitioning, order, properties(description));
  }

  private static TableDefinition byDay(String name, String description, Schema schema) {
    return unsorted(name, description, schema, "event_timestamp");
  }

  private static TableDefinition byWindow(String name, String description, Schema schema) {
    return unsorted(name, description, schema, "window_start");
  }

  private static TableDefinition unsorted(
      String name, String description, Schema schema, String day) {
    PartitionSpec partitioning = PartitionSpec.builderFor(schema).day(day).build();
    return new TableDefinition(
        name, description, schema, partitioning, SortOrder.unsorted(), properties(description));
  }

  private static TableDefinition deadLetters() {
    String description = "One Kafka record that could not be decoded, with its bytes.";
    Schema schema =
        new Columns()
            .required("topic", StringType.get(), "Topic of the record.")
            .required("partition", IntegerType.get(), "Partition of the record.")
            .required("offset", LongType.get(), "Offset of the record.")
            .required("reason", StringType.get(), "Kind of the fault, for grouping.")
            .required("error", StringType.get(), "What was wrong, in words.")
            .optional("raw_payload", BinaryType.get(), "Value of the record as it came.")
            .required("received_at", TimestampType.withZone(), RECEIVED_AT)
            .schema();
    return unsorted("dead_letters", description, schema, "received_at");
  }

  private static Map<String, String> properties(String description) {
    Map<String, String> properties = new HashMap<>();
    properties.put("comment", description);
    properties.put("format-version", "2");
    properties.put("write.format.default", "parquet");
    properties.put("write.parquet.compression-codec", "zstd");
    properties.put("write.parquet.compression-level", "3");
    // A writer holds one open row group per partition: small groups bound its memory.
    properties.put("write.parquet.row-group-size-bytes", String.valueOf(32L << 20));
    // Ids are all different: a large dictionary of them is built only to be thrown away, which was
    // a
    // quarter of a writer's time. What few values repeat fits into this one.
    properties.put("write.parquet.dict-size-bytes", String.valueOf(16 << 10));
    properties.put("write.target-file-size-bytes", String.valueOf(256L << 20));
    // A commit every few seconds writes a metadata file each time: keep the last hundred.
    properties.put("write.metadata.delete-after-commit.enabled", "true");
    properties.put("write.metadata.previous-versions-max", "100");
    // A table that gets nothing for a while gets an empty commit now and then, as a sign of life.
    properties.put("flink.max-continuous-empty-commits", "60");
    // Writers and maintenance commit to the same table.
    properties.put("commit.retry.num-retries", "10");
    properties.put("history.expire.max-snapshot-age-ms", String.valueOf(7L * 24 * 3600 * 1000));
    properties.put("history.expire.min-snapshots-to-keep", "10");
    return properties;
  }
}
