package io.bidlake.bench.spark;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The rules for production traffic, as columns over {@code event}, a bid request, and {@code imp},
 * one of its placements. Addresses that are not public are recognized by prefixes, which Spark
 * compares as bytes in generated code.
 */
final class TrafficRules {

  private static final List<String> PRIVATE_V4 = List.of("10.", "127.", "169.254.", "192.168.");
  private static final String PRIVATE_172 = "^172\\.(1[6-9]|2[0-9]|3[01])\\.";
  private static final List<String> PRIVATE_V6 = List.of("fc", "fd", "fe8", "fe9", "fea", "feb");

  private TrafficRules() {}

  /** The publisher of the site, app or screen. */
  static Column publisherId() {
    return when(col("event.site").isNotNull(), col("event.site.publisher.id"))
        .when(col("event.app").isNotNull(), col("event.app.publisher.id"))
        .otherwise(col("event.dooh.publisher.id"));
  }

  static Column isTest(Column publisherId) {
    return col("event.test").equalTo(1).or(coalesce(publisherId.startsWith("test-"), lit(false)));
  }

  static Column isPrivateAddress() {
    Column v4 = col("event.device.ip");
    Column v6 = col("event.device.ipv6");
    Column privateV4 = v4.startsWith("172.").and(v4.rlike(PRIVATE_172));
    for (String prefix : PRIVATE_V4) {
      privateV4 = privateV4.or(v4.startsWith(prefix));
    }
    Column privateV6 = v6.equalTo("::1");
    for (String prefix : PRIVATE_V6) {
      privateV6 = privateV6.or(v6.startsWith(prefix));
    }
    return coalesce(privateV4, lit(false)).or(coalesce(privateV6, lit(false)));
  }

  /** The reason why a placement is not in {@code bid_requests}; null if it is. */
  static Column rejectionReason(Column isTest, Column isPrivateAddress) {
    Column floors = col("event.imp.bidfloor");
    Column inventories =
        present("event.site").plus(present("event.app")).plus(present("event.dooh"));
    return when(col("event.id").equalTo(""), "MISSING_REQUEST_ID")
        .when(col("imp").isNull(), "MISSING_IMP")
        .when(array_contains(col("event.imp.id"), ""), "MISSING_IMP_ID")
        .when(inventories.gt(1), "AMBIGUOUS_INVENTORY")
        .when(array_min(floors).lt(0).or(isnan(array_max(floors))), "NEGATIVE_FLOOR")
        .when(isTest, "TEST_TRAFFIC")
        .when(isPrivateAddress, "NON_PUBLIC_IP");
  }

  private static Column present(String field) {
    return when(col(field).isNotNull(), 1).otherwise(0);
  }
}
