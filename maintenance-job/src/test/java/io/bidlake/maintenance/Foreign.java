package io.bidlake.maintenance;

import io.bidlake.model.TableDefinition;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.NestedField;

/** A table that Bidlake does not know. */
final class Foreign {

  static final TableDefinition TABLE =
      new TableDefinition(
          "foreign_table",
          "A table of somebody else.",
          new Schema(NestedField.optional(1, "id", LongType.get())),
          PartitionSpec.unpartitioned(),
          SortOrder.unsorted(),
          Map.of());

  private Foreign() {}
}
