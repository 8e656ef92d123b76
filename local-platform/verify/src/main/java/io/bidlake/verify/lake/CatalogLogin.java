package io.bidlake.verify.lake;

import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import io.bidlake.verify.base.CannotVerifyException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;

/**
 * The access to the Iceberg catalog.
 *
 * @param namespace the namespace of the tables
 * @param properties Iceberg's catalog properties
 */
public record CatalogLogin(String namespace, Map<String, String> properties) {

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

  public CatalogLogin {
    properties = Map.copyOf(properties);
  }

  public static CatalogLogin read(Settings settings) {
    String namespace =
        settings.text("lake.namespace", Tables.NAMESPACE, "Iceberg namespace of the tables");
    Map<String, String> given =
        settings.family(
            "catalog",
            "Properties of the Iceberg catalog, by Iceberg's names: catalog.uri, catalog.warehouse,"
                + " catalog.s3.endpoint ...; without any, that of the local platform");
    Map<String, String> properties = new TreeMap<>(given.isEmpty() ? LOCAL : given);
    if (!properties.containsKey("catalog-impl")) {
      properties.putIfAbsent("type", "rest");
    }
    return new CatalogLogin(namespace, properties);
  }

  /**
   * Opens the catalog.
   *
   * @throws CannotVerifyException if that fails
   */
  public Catalog connect() {
    try {
      // Iceberg accesses the object store itself: Hadoop's own settings need not be read.
      return CatalogUtil.buildIcebergCatalog("lake", properties, new Configuration(false));
    } catch (RuntimeException e) {
      throw new CannotVerifyException(
          "the Iceberg catalog at %s cannot be opened (catalog.uri): %s"
              .formatted(
                  properties.getOrDefault("uri", properties.get("warehouse")),
                  CannotVerifyException.rootMessage(e)),
          e);
    }
  }
}
