package io.bidlake.runtime.lake;

import io.bidlake.settings.Secrets;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Iceberg catalog that holds the tables.
 *
 * @param namespace namespace of the tables
 * @param properties properties from which Iceberg builds the catalog: {@code type} or {@code
 *     catalog-impl}, {@code uri}, {@code warehouse}, {@code io-impl}, {@code s3.endpoint} and so on
 */
public record CatalogSettings(String namespace, Map<String, String> properties) {

  /**
   * Returns a text that identifies the catalog in messages: its URI, or else its warehouse or type.
   */
  String address() {
    return Stream.of("uri", "warehouse", "type", "catalog-impl")
        .map(properties::get)
        .filter(Objects::nonNull)
        .map(address -> Secrets.hide("catalog", address))
        .findFirst()
        .orElse("without properties");
  }

  /** Returns the namespace of the tables. */
  public static String namespace(Settings settings) {
    return settings.text("lake.namespace", Tables.NAMESPACE, "Iceberg namespace of the tables");
  }

  public static CatalogSettings read(Settings settings) {
    String namespace = namespace(settings);
    Map<String, String> given =
        settings.family(
            "catalog",
            "Properties of the Iceberg catalog, by Iceberg's names: catalog.type (rest, glue, hive,"
                + " nessie, jdbc) or catalog.catalog-impl, catalog.uri, catalog.warehouse,"
                + " catalog.s3.endpoint ...");
    Map<String, String> properties = new TreeMap<>(given);
    if (!properties.containsKey("catalog-impl")) {
      properties.putIfAbsent("type", "rest");
    }
    if ("rest".equals(properties.get("type")) && !properties.containsKey("uri")) {
      settings.reject("catalog.uri must be set when catalog.type is rest");
    }
    return new CatalogSettings(namespace, Map.copyOf(properties));
  }
}
