package io.bidlake.sql;

import io.bidlake.settings.Settings;
import java.util.Map;
import java.util.TreeMap;

/** The properties of Flink's catalog, from the same settings as in the jobs. */
final class CatalogProperties {

  /** The catalog and the object store that {@code ./bidlake up} and Compose start. */
  private static final Map<String, String> LOCAL =
      Map.of(
          "type", "rest",
          "uri", "http://localhost:8181",
          "warehouse", "s3://warehouse/",
          "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
          "s3.endpoint", "http://localhost:9000",
          "s3.path-style-access", "true",
          "s3.access-key-id", "admin",
          "s3.secret-access-key", "password",
          "client.region", "us-east-1");

  /** Catalog types that Iceberg knows by name, but its Flink catalog only by class. */
  private static final Map<String, String> CLASSES =
      Map.of(
          "jdbc", "org.apache.iceberg.jdbc.JdbcCatalog",
          "glue", "org.apache.iceberg.aws.glue.GlueCatalog",
          "nessie", "org.apache.iceberg.nessie.NessieCatalog",
          "bigquery", "org.apache.iceberg.gcp.bigquery.BigQueryMetastoreCatalog");

  private CatalogProperties() {}

  static Map<String, String> read(Settings settings, String database) {
    Map<String, String> given =
        settings.family(
            "catalog",
            "Properties of the Iceberg catalog, by Iceberg's names: catalog.uri, catalog.warehouse,"
                + " catalog.s3.endpoint ...; without any, that of the local platform");
    Map<String, String> properties = new TreeMap<>(given.isEmpty() ? LOCAL : given);
    String type = properties.remove("type");
    if (!properties.containsKey("catalog-impl")) {
      String name = type == null ? "rest" : type;
      String implementation = CLASSES.get(name);
      properties.put(
          implementation == null ? "catalog-type" : "catalog-impl",
          implementation == null ? name : implementation);
    }
    properties.put("type", "iceberg");
    properties.put("default-database", database);
    // Jobs commit all the time: each statement should see the current snapshots.
    properties.put("cache-enabled", "false");
    return properties;
  }
}
