package io.bidlake.verify.truth;

import io.bidlake.verify.base.Micros;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The expected rows of a windowed table, and the rows that it has. */
public final class Cells {

  private final WindowTable table;
  private final Map<CellKey, Cell> cells = new HashMap<>();

  public Cells(WindowTable table) {
    this.table = table;
  }

  public WindowTable table() {
    return table;
  }

  public Cell of(CellKey key) {
    return cells.computeIfAbsent(key, Cell::new);
  }

  public Collection<Cell> all() {
    return cells.values();
  }

  /** The rows of a key in all windows that contain a time, given in ms. */
  public List<Cell> at(long time, String... names) {
    return table
        .windowsOf(time)
        .mapToObj(start -> of(new CellKey(Micros.ofMillis(start), List.of(names))))
        .toList();
  }
}
