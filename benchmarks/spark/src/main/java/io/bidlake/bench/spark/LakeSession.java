package io.bidlake.bench.spark;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The Spark session with the Iceberg catalog. */
final class LakeSession {

  /** The name of the catalog in Spark. */
  static final String CATALOG = "lake";

  private static final String CATALOG_KEY = "spark.sql.catalog." + CATALOG;

  private LakeSession() {}

  /**
   * Opens the session.
   *
   * @param parallelism the number of tasks that run in parallel
   * @param catalog Iceberg's catalog properties
   */
  static SparkSession open(
      String application, int parallelism, Path workFolder, Map<String, String> catalog) {
    Path scratch = workFolder.resolve("scratch").toAbsolutePath();
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName(application)
            .master("local[%d]".formatted(parallelism))
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.local.dir", scratch.toString())
            .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toUri().toString())
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", parallelism)
            .config(CATALOG_KEY, "org.apache.iceberg.spark.SparkCatalog");
    catalog.forEach((key, value) -> builder.config(CATALOG_KEY + "." + key, value));
    return builder.getOrCreate();
  }
}
