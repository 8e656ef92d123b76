package io.bidlake.model;

import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;

/**
 * What a table of the lake looks like when it is created.
 *
 * @param name name within the namespace
 * @param description one sentence on what a row is
 * @param schema columns with their documentation
 * @param partitioning partition spec
 * @param sortOrder order in which compaction writes rows; unsorted where none helps
 * @param properties Iceberg table properties
 */
public record TableDefinition(
    String name,
    String description,
    Schema schema,
    PartitionSpec partitioning,
    SortOrder sortOrder,
    Map<String, String> properties) {

  public TableDefinition {
    properties = Map.copyOf(properties);
  }
}
