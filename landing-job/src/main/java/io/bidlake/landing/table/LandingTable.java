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
 * @param uuid UUID of the table; a table that is dropped and created again has another
 */
public record LandingTable(
    TableIdentifier version, Table table, Schema schema, PartitionSpec spec, String uuid) {

  static LandingTable of(TableIdentifier id, Table table) {
    String uuid = table.uuid().toString();
    Schema schema = table.schema();
    PartitionSpec spec = table.spec();
    TableVersion version = new TableVersion(id, uuid, schema.schemaId(), spec.specId());
    return new LandingTable(version.toIdentifier(), table, schema, spec, uuid);
  }

  /** Returns the columns. */
  public StructType columns() {
    return schema.asStruct();
  }

  /** Returns whether rows for the other can be written as for this. */
  boolean isLike(LandingTable other) {
    return uuid.equals(other.uuid)
        && schema.schemaId() == other.schema.schemaId()
        && spec.specId() == other.spec.specId()
        && table.properties().equals(other.table.properties());
  }
}
