package io.bidlake.runtime.lake;

import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.CatalogLoader;

/** Loads any catalog that Iceberg supports, from its properties. */
public final class SettingsCatalogLoader implements CatalogLoader {

  private final TreeMap<String, String> properties;

  public SettingsCatalogLoader(Map<String, String> properties) {
    this.properties = new TreeMap<>(properties);
  }

  @Override
  public Catalog loadCatalog() {
    // Iceberg accesses the object store itself, so Hadoop's default configuration is not loaded.
    return CatalogUtil.buildIcebergCatalog("lake", properties, new Configuration(false));
  }

  @Override
  @SuppressWarnings({"MethodDoesntCallSuperMethod", "checkstyle:NoClone"})
  public CatalogLoader clone() {
    return new SettingsCatalogLoader(properties);
  }
}
