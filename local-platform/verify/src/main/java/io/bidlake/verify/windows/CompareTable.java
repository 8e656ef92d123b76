package io.bidlake.verify.windows;

import io.bidlake.verify.base.ExactSum;
import io.bidlake.verify.report.WindowsResult.WindowDifference;
import io.bidlake.verify.report.WindowsResult.WindowResult;
import io.bidlake.verify.truth.Cell;
import io.bidlake.verify.truth.CellKey;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.Near;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Compares the rows of one windowed table with the expected ones, cell by cell. */
final class CompareTable {

  private final String name;
  private final WindowTable table;
  private final WindowRules rules;
  private final Optional<Reached> reach;
  private final Cells cells;
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
  private long held;

  /**
   * @param cells the expected rows of the table
   * @param reach the event time that the table's job has reached
   */
  CompareTable(Cells cells, WindowRules rules, Optional<Reached> reach) {
    this(cells.table().name(), cells, rules, reach);
  }

  /**
   * Compares another copy of the table, or the table itself.
   *
   * @param name what the report calls it
   */
  CompareTable(String name, Cells cells, WindowRules rules, Optional<Reached> reach) {
    cells.all().forEach(Cell::forgetFound);
    this.name = name;
    this.table = cells.table();
    this.rules = rules;
    this.reach = reach;
    this.cells = cells;
    this.faults = new RowFaults(name, table);
    this.places = table.columnNames().stream().map(table.layout()::index).toList();
  }

  /** Compares a row of the lake. */
  synchronized void add(Object[] row) {
    rows++;
    List<Integer> identity = table.layout().identity();
    List<String> names =
        identity.stream().skip(1).map(place -> String.valueOf(row[place])).toList();
    CellKey key = new CellKey((Long) row[identity.get(0)], names);
    Cell cell = cells.of(key);
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
      compare(cell, row);
    }
  }

  /** The result, after the last row. */
  synchronized WindowResult result(long deleteFiles) {
    long expected = 0;
    for (Cell cell : cells.all()) {
      if (cell.isExpected()) {
        expected++;
        if (!cell.wasFound()) {
          settleAbsent(cell);
        }
      }
    }
    return new WindowResult(
        name,
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

  /** How many of the missing rows wait for a partition that does not count as idle yet, at most. */
  long held() {
    return held;
  }

  List<WindowDifference> differences() {
    return faults.first();
  }

  private void compare(Cell cell, Object[] row) {
    List<Object> expected = table.valuesOf(cell);
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
    wrong.forEach(i -> faults.differing(cell.key(), i, expected.get(i), found.get(i)));
  }

  private void settleAbsent(Cell cell) {
    if (!isRequired(cell.key())) {
      open++;
    } else if (cell.isInFlight()) {
      inFlight++;
    } else {
      missing++;
      if (!isFinal(cell.key(), reach.get().surely())) {
        held++;
      }
      faults.missing(cell.key(), table.valuesOf(cell));
    }
  }

  private boolean isRequired(CellKey key) {
    return reach.isPresent() && isFinal(key, reach.get().soon());
  }

  private boolean isFinal(CellKey key, long time) {
    return table.finalAt(key, rules) <= time - rules.outOfOrderness() - rules.grace();
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
    if (expected instanceof Near near) {
      return found instanceof Double price && near.accepts(price);
    }
    return Objects.equals(expected, found);
  }
}
