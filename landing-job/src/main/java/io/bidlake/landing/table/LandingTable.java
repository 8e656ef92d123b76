package io.bidlake.landing.table;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types.StructType;

/**
 * The state of a table with which rows are written. A change of the table makes another.
 *
 * @param version identifier of this state for the sink
 * @param schema the schema of the table; rows with it are given to the sink with this very object,
 *     as the sink looks it up by identity
 */
public record LandingTable(
    TableIdentifier version, Table table, Schema schema, PartitionSpec spec) {

  static LandingTable of(TableIdentifier id, Table table) {
    TableVersion version =
        new TableVersion(
            id, table.uuid().toString(), table.schema().schemaId(), table.spec().specId());
    return new LandingTable(version.toIdentifier(), table, table.schema(), table.spec());
  }

  /**
   * Opens the state for which a row was made.
   *
   * @param version identifier of the state
   */
  public static LandingTable open(TablesLocation location, TableIdentifier version) {
    LandingTable current =
        SharedTables.inUse(location).table(TableVersion.of(version).id().name()).current();
    if (current != null && current.version.equals(version)) {
      return current;
    }
    Table loaded = new LandingCatalog.Loader(location).loadCatalog().loadTable(version);
    return new LandingTable(version, loaded, loaded.schema(), loaded.spec());
  }

  /** Returns the columns. */
  public StructType columns() {
    return schema.asStruct();
  }

  /** Returns whether rows for the other can be written as for this. */
  boolean isLike(LandingTable other) {
    return version.equals(other.version) && table.properties().equals(other.table.properties());
  }
}
