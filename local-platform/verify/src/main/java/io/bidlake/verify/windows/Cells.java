package io.bidlake.verify.windows;

import io.bidlake.verify.rows.Micros;
import java.util.HashMap;
import java.util.Map;

/** The rows that the tables of windows should have. */
final class Cells {

  private final Map<WindowTable, Map<CellKey, Cell>> tables = new HashMap<>();

  Cells() {
    for (WindowTable table : WindowTable.ALL) {
      tables.put(table, new HashMap<>());
    }
  }

  Map<CellKey, Cell> of(WindowTable table) {
    return tables.get(table);
  }

  /** The row of a window that begins at {@code start}, in ms. */
  Cell at(WindowTable table, long start, String name) {
    CellKey key = new CellKey(Micros.ofMillis(start), name);
    return tables.get(table).computeIfAbsent(key, absent -> new Cell());
  }
}
