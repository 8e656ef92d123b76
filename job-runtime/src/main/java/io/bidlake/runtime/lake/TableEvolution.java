package io.bidlake.runtime.lake;

import io.bidlake.tables.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an existing table up to its definition by adding columns, and by nothing else. */
final class TableEvolution {

  private static final Logger LOG = LoggerFactory.getLogger(TableEvolution.class);

  private TableEvolution() {}

  /**
   * Adds the columns that the table lacks.
   *
   * @throws IncompatibleTableException if a column of the table has another type than its
   *     definition, or must be set but is not written
   */
  static void addMissingColumns(Table table, TableDefinition<?> definition) {
    List<String> problems = new ArrayList<>();
    List<NestedField> missing = new ArrayList<>();
    for (NestedField column : definition.schema().columns()) {
      NestedField present = table.schema().findField(column.name());
      if (present == null) {
        // Rows that are already there have no value for it.
        missing.add(column.asOptional());
      } else if (!sameType(present.type(), column.type())) {
        problems.add(
            "column %s must be %s, was %s".formatted(column.name(), column.type(), present.type()));
      } else if (present.isRequired() && column.isOptional()) {
        problems.add("column %s must be optional, was required".formatted(column.name()));
      }
    }
    for (NestedField present : table.schema().columns()) {
      if (present.isRequired() && definition.schema().findField(present.name()) == null) {
        problems.add(
            "column %s is required but this job does not write it".formatted(present.name()));
      }
    }
    if (!problems.isEmpty()) {
      throw new IncompatibleTableException(table.name(), problems);
    }
    if (!missing.isEmpty()) {
      table.updateSchema().unionByNameWith(new Schema(missing)).commit();
      LOG.info(
          "Added columns to {}: {}",
          table.name(),
          missing.stream().map(NestedField::name).toList());
    }
  }

  /** Compares types without the ids of nested fields, which the catalog assigns. */
  private static boolean sameType(Type present, Type declared) {
    return withFreshIds(present).equals(withFreshIds(declared));
  }

  private static Type withFreshIds(Type type) {
    int[] id = {0};
    Schema schema = new Schema(NestedField.optional(1, "value", type));
    return TypeUtil.assignFreshIds(schema, () -> ++id[0]).findType("value");
  }
}
