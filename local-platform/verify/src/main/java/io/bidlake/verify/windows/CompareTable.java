package io.bidlake.verify.windows;

import io.bidlake.verify.compare.ExactSum;
import io.bidlake.verify.report.WindowDifference;
import io.bidlake.verify.report.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** Compares the rows of one table of windows, cell by cell, with what they should be. */
final class CompareTable {

  private final WindowTable table;
  private final WindowRules rules;
  private final OptionalLong reach;
  private final Map<CellKey, Cell> cells;
  private final RowFaults faults;
  private final List<Integer> places;
  private long rows;
  private long compared;
  private long missing;
  private long unexpected;
  private long differing;
  private long repeated;
  private long open;
  private long inFlight;

  /**
   * @param reach how far event time has come for the table's job
   */
  CompareTable(WindowTable table, WindowRules rules, OptionalLong reach, Map<CellKey, Cell> cells) {
    this.table = table;
    this.rules = rules;
    this.reach = reach;
    this.cells = cells;
    this.faults = new RowFaults(table);
    this.places = table.columns().names().stream().map(table.layout()::index).toList();
  }

  /** Takes a row of the lake. */
  synchronized void add(Object[] row) {
    rows++;
    List<Integer> identity = table.layout().identity();
    CellKey key = new CellKey((Long) row[identity.get(0)], String.valueOf(row[identity.get(1)]));
    Cell cell = cells.computeIfAbsent(key, absent -> new Cell());
    int times = cell.foundAgain();
    if (times > 1) {
      repeated++;
      faults.repeated(key, times);
    } else if (!cell.isExpected()) {
      if (cell.isInFlight()) {
        inFlight++;
      } else {
        unexpected++;
        faults.unexpected(key, found(row));
      }
    } else {
      compare(key, cell, row);
    }
  }

  /** What came of it, after the last row. */
  synchronized WindowResult result(long deleteFiles) {
    long expected = 0;
    for (Map.Entry<CellKey, Cell> entry : cells.entrySet()) {
      Cell cell = entry.getValue();
      if (cell.isExpected()) {
        expected++;
        if (!cell.wasFound()) {
          settleAbsent(entry.getKey(), cell);
        }
      }
    }
    return new WindowResult(
        table.layout().name(),
        rows,
        expected,
        compared,
        missing,
        unexpected,
        differing,
        repeated,
        open,
        inFlight,
        deleteFiles);
  }

  List<WindowDifference> differences() {
    return faults.first();
  }

  private void compare(CellKey key, Cell cell, Object[] row) {
    List<Object> expected = table.columns().values().apply(key, cell);
    List<Object> found = found(row);
    List<Integer> wrong = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      if (!areEqual(expected.get(i), found.get(i))) {
        wrong.add(i);
      }
    }
    if (!wrong.isEmpty() && cell.isInFlight()) {
      inFlight++;
      return;
    }
    compared += expected.size();
    if (!wrong.isEmpty()) {
      differing++;
    }
    wrong.forEach(i -> faults.differing(key, i, expected.get(i), found.get(i)));
  }

  private void settleAbsent(CellKey key, Cell cell) {
    if (!isRequired(key)) {
      open++;
    } else if (cell.isInFlight()) {
      inFlight++;
    } else {
      missing++;
      faults.missing(key, table.columns().values().apply(key, cell));
    }
  }

  private boolean isRequired(CellKey key) {
    return reach.isPresent()
        && table.finalAt(key, rules) <= reach.getAsLong() - rules.outOfOrderness() - rules.grace();
  }

  private List<Object> found(Object[] row) {
    List<Object> values = new ArrayList<>();
    places.forEach(place -> values.add(row[place]));
    return values;
  }

  private static boolean areEqual(Object expected, Object found) {
    if (expected instanceof Double a && found instanceof Double b) {
      return a.equals(b) || ExactSum.areEqual(a, b);
    }
    return Objects.equals(expected, found);
  }
}
