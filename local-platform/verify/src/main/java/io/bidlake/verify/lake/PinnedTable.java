package io.bidlake.verify.lake;

import io.bidlake.tables.TableDefinition;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A table at one snapshot, with the columns that are compared.
 *
 * @param layout the columns to compare
 * @param rows the columns of the layout that the table has
 * @param properties the properties of the table
 * @param problems the problems with the table's columns
 */
record PinnedTable(
    Layout layout, PinnedRows rows, Map<String, String> properties, List<String> problems) {

  static PinnedTable of(Layout layout, Table table) {
    List<NestedField> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : layout.columns()) {
      NestedField field = table.schema().findField(name);
      NestedField expected = layout.table().schema().findField(name);
      if (field == null) {
        problems.add("table %s has no column %s".formatted(layout, name));
      } else if (field.type().typeId() != expected.type().typeId()) {
        problems.add(
            "column %s.%s is of type %s, not %s"
                .formatted(layout, name, field.type(), expected.type()));
      } else {
        found.add(field);
      }
    }
    return new PinnedTable(
        layout, new PinnedRows(table, new Schema(found)), table.properties(), problems);
  }

  /** When a column was added to the table, in microseconds; empty if it has always been there. */
  Optional<Long> addedAt(String column) {
    return Optional.ofNullable(properties.get(TableDefinition.addedAt(column)))
        .map(millis -> Micros.ofMillis(Long.parseLong(millis)));
  }

  /** Passes on the rows that meet a condition, and perhaps others. */
  void read(Expression condition, Supplier<RowConsumer> consumers) {
    int[] positions =
        rows.schema().columns().stream().mapToInt(field -> layout.index(field.name())).toArray();
    rows.read(condition, () -> reader(positions, consumers.get()));
  }

  private Consumer<Record> reader(int[] positions, RowConsumer consumer) {
    Object[] row = new Object[layout.columns().size()];
    return found -> {
      for (int i = 0; i < positions.length; i++) {
        row[positions[i]] = layout.orDefault(positions[i], value(found.get(i)));
      }
      consumer.accept(layout, row);
    };
  }

  private static Object value(Object found) {
    return found instanceof OffsetDateTime time ? Micros.of(time) : found;
  }
}
