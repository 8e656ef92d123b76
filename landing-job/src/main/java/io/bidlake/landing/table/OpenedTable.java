package io.bidlake.landing.table;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * A version of a table, open for writing files.
 *
 * @param table the table
 * @param schema columns of the rows
 * @param spec partitioning of the files
 */
public record OpenedTable(Table table, Schema schema, PartitionSpec spec) {

  /**
   * Opens a version.
   *
   * @param version identifier under which the sink knows it
   */
  public static OpenedTable of(TablesLocation location, TableIdentifier version) {
    LandingTable current =
        SharedTables.inUse(location).table(TableVersion.of(version).id().name()).current();
    if (current != null && current.version().equals(version)) {
      return new OpenedTable(current.table(), current.schema(), current.spec());
    }
    Table loaded = new LandingCatalog.Loader(location).loadCatalog().loadTable(version);
    return new OpenedTable(loaded, loaded.schema(), loaded.spec());
  }
}
