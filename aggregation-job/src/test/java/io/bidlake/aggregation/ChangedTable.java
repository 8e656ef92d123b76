package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.window.WindowChange;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.WindowTotals;
import io.bidlake.testing.RowValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

/** A table that changes are applied to; takes none that does not fit what is there. */
final class ChangedTable {

  private final TableDefinition<WindowTotals> definition;
  private final Map<List<Object>, Map<String, Object>> rows = new HashMap<>();
  private List<Object> toReplace;
  private int corrections;

  ChangedTable(TableDefinition<WindowTotals> definition) {
    this.definition = definition;
  }

  void apply(WindowChange change) {
    apply(TableRows.asDefined(definition).writer().write(change.kind, change));
  }

  void apply(RowData change) {
    Map<String, Object> row = RowValues.of(definition.schema(), change);
    List<Object> key = keyOf(row);
    RowKind kind = change.getRowKind();
    if (kind == RowKind.UPDATE_AFTER) {
      assertThat(key).as("key of the row that is replaced by %s", row).isEqualTo(toReplace);
      toReplace = null;
    }
    assertThat(toReplace).as("row to replace before %s %s", kind, row).isNull();
    if (kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER) {
      assertThat(rows.put(key, row)).as("row before %s", row).isNull();
    } else {
      assertThat(rows.remove(key)).as("row that %s takes away", kind).isEqualTo(row);
      toReplace = kind == RowKind.UPDATE_BEFORE ? key : null;
    }
    corrections += kind == RowKind.INSERT ? 0 : 1;
  }

  private List<Object> keyOf(Map<String, Object> row) {
    return definition.schema().columns().stream()
        .filter(column -> definition.schema().identifierFieldIds().contains(column.fieldId()))
        .map(column -> row.get(column.name()))
        .toList();
  }

  Iterable<Map<String, Object>> rows() {
    assertThat(toReplace).as("row that waits to be replaced").isNull();
    return rows.values();
  }

  /** Changes that were no inserts. */
  int corrections() {
    return corrections;
  }
}
