package io.bidlake.bench.spark;

import static java.util.Map.entry;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The rows of {@code bid_requests_enriched} and {@code bid_requests}: one per placement. */
final class BidRequestRows {

  /** The fields of a bid request that are read. */
  static final Map<String, Set<String>> FIELDS =
      Map.ofEntries(
          entry(
              "BidRequest",
              Set.of(
                  "id",
                  "event_timestamp",
                  "imp",
                  "site",
                  "app",
                  "dooh",
                  "device",
                  "user",
                  "test",
                  "at",
                  "tmax",
                  "cur",
                  "regs")),
          entry("Imp", Set.of("id", "banner", "bidfloor", "bidfloorcur")),
          entry("Banner", Set.of("w", "h", "format")),
          entry("Site", Set.of("id", "domain", "cat", "publisher")),
          entry("App", Set.of("id", "bundle", "publisher")),
          entry("Dooh", Set.of("publisher")),
          entry("Publisher", Set.of("id")),
          entry("Device", Set.of("geo", "ip", "ipv6", "devicetype", "os")),
          entry("Geo", Set.of("country", "region")),
          entry("User", Set.of("id")),
          entry("Regs", Set.of("coppa", "gdpr")));

  private final UsdRates rates;

  BidRequestRows(UsdRates rates) {
    this.rates = rates;
  }

  /**
   * The rows of all traffic, with flags. A request without placements has one row without {@code
   * imp_id}.
   */
  Dataset<Row> enriched(Dataset<Row> events) {
    Column isTest = TrafficRules.isTest(TrafficRules.publisherId());
    Column isPrivate = TrafficRules.isPrivateAddress();
    return complete(
        events
            .select(col("event"), col("received_at"), explode_outer(col("event.imp")).as("imp"))
            .select(
                col("event.id").as("request_id"),
                col("imp.id").as("imp_id"),
                size("w").as("imp_banner_w"),
                size("h").as("imp_banner_h"),
                col("imp.bidfloor").as("imp_bidfloor"),
                col("event.site.id").as("site_id"),
                col("event.site.domain").as("site_domain"),
                col("event.site.cat").as("site_cat"),
                TrafficRules.publisherId().as("publisher_id"),
                col("event.device.devicetype").as("device_type"),
                col("event.device.os").as("device_os"),
                col("event.device.geo.country").as("device_geo_country"),
                col("event.device.geo.region").as("device_geo_region"),
                col("event.user.id").as("user_id"),
                col("event.at").as("auction_type"),
                col("event.tmax").as("tmax"),
                get(col("event.cur"), lit(0)).as("currency"),
                col("event.regs.coppa").equalTo(1).as("is_coppa"),
                col("event.regs.gdpr").equalTo(1).as("is_gdpr"),
                col("event.event_timestamp").as("event_timestamp"),
                col("received_at"),
                col("imp.bidfloorcur").as("imp_bidfloorcur"),
                rates.toUsd(col("imp.bidfloor"), col("imp.bidfloorcur")).as("imp_bidfloor_usd"),
                col("event.app.id").as("app_id"),
                col("event.app.bundle").as("app_bundle"),
                deviceCategory().as("device_category"),
                isTest.as("is_test_traffic"),
                isPrivate.as("is_private_ip"),
                TrafficRules.rejectionReason(isTest, isPrivate).as("rejection_reason")),
        Tables.BID_REQUESTS_ENRICHED);
  }

  /** The accepted ones of the enriched rows, without the flags. */
  static Dataset<Row> accepted(Dataset<Row> enriched) {
    Column[] columns =
        Tables.BID_REQUESTS.schema().columns().stream()
            .map(NestedField::name)
            .map(functions::col)
            .toArray(Column[]::new);
    return enriched.where(col("rejection_reason").isNull()).select(columns);
  }

  /**
   * Adds the columns of the table that the events of the benchmarks cannot fill, in the order of
   * the table.
   */
  static Dataset<Row> complete(Dataset<Row> rows, TableDefinition<?> table) {
    Set<String> filled = Set.of(rows.columns());
    return rows.select(
        table.schema().columns().stream()
            .map(
                field ->
                    filled.contains(field.name())
                        ? col(field.name())
                        : lit(null).cast(SparkSchemaUtil.convert(field.type())).as(field.name()))
            .toArray(Column[]::new));
  }

  private static Column size(String side) {
    return coalesce(
        col("imp.banner." + side), get(col("imp.banner.format"), lit(0)).getField(side));
  }

  private static Column deviceCategory() {
    Column type = col("event.device.devicetype");
    return when(
            type.isin(1, 4, 5),
            when(col("event.app").isNotNull(), "Mobile App")
                .when(col("event.site").isNotNull(), "Mobile Web")
                .otherwise("Unknown"))
        .when(type.equalTo(2), "Desktop")
        .when(type.isin(3, 7), "CTV")
        .when(type.equalTo(6), "Connected Device")
        .otherwise("Unknown");
  }
}
