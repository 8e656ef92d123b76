package io.bidlake.verify.windows;

import io.bidlake.verify.base.ExactSum;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.report.WindowsResult.WindowDifference;
import io.bidlake.verify.report.WindowsResult.WindowResult;
import io.bidlake.verify.truth.Cell;
import io.bidlake.verify.truth.CellKey;
import io.bidlake.verify.truth.Cells;
import io.bidlake.verify.truth.Expected;
import io.bidlake.verify.truth.Expected.Row;
import io.bidlake.verify.truth.WindowRules;
import io.bidlake.verify.truth.WindowTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Compares the rows of one windowed table with the expected ones, cell by cell. */
final class CompareTable {

  private static final String ROW = "row";
  private static final String NONE = "none";

  private final String name;
  private final long from;
  private final long known;
  private final WindowTable table;
  private final WindowRules rules;
  private final Optional<Reached> reach;
  private final Cells cells;
  private final Faults faults = new Faults();
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
  private long leftOut;

  /**
   * @param cells the expected rows of the table
   * @param reach the event time that the table's job has reached
   * @param known windows that start before, in ms, are left out
   */
  CompareTable(Cells cells, WindowRules rules, Optional<Reached> reach, long known) {
    this(cells.table().name(), cells, rules, reach, known, Long.MIN_VALUE);
  }

  /**
   * Compares another copy of the table, or the table itself.
   *
   * @param name what the report calls it
   * @param known windows that start before, in ms, are left out
   * @param from windows that start before, in microseconds, need not be there
   */
  CompareTable(
      String name, Cells cells, WindowRules rules, Optional<Reached> reach, long known, long from) {
    cells.all().forEach(Cell::forgetFound);
    this.name = name;
    this.from = from;
    this.known = known;
    this.table = cells.table();
    this.rules = rules;
    this.reach = reach;
    this.cells = cells;
    this.places = table.columnNames().stream().map(table.layout()::index).toList();
  }

  /** Compares a row of the lake. */
  synchronized void add(Object[] row) {
    List<Integer> identity = table.layout().identity();
    if (isLeftOut((Long) row[identity.get(0)])) {
      leftOut++;
      return;
    }
    rows++;
    List<String> names =
        identity.stream().skip(1).map(place -> String.valueOf(row[place])).toList();
    CellKey key = new CellKey((Long) row[identity.get(0)], names);
    Cell cell = cells.of(key);
    int times = cell.foundAgain();
    if (times > 1) {
      repeated++;
      report(key, ROW, "one", times + " rows");
    } else if (!cell.isExpected()) {
      if (cell.isInFlight() || wavers(cell)) {
        inFlight++;
      } else {
        unexpected++;
        report(key, ROW, NONE, text(found(row)));
      }
    } else {
      compare(cell, row);
    }
  }

  /** The result, after the last row. */
  synchronized WindowResult result(long deleteFiles) {
    long expected = 0;
    for (Cell cell : cells.all()) {
      if (cell.isExpected() && !isLeftOut(cell.key().startMicros())) {
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

  /** How many rows are not compared, as Kafka's older events may be in them. */
  long leftOut() {
    return leftOut;
  }

  private boolean isLeftOut(long startMicros) {
    return Math.floorDiv(startMicros, 1000L) < known;
  }

  List<WindowDifference> differences() {
    return faults.first();
  }

  private void compare(Cell cell, Object[] row) {
    List<Object> expected = table.valuesOf(cell);
    List<Object> found = found(row);
    Row rest = new Row(column -> row[table.layout().index(column)], certainUntil(cell));
    List<Integer> wrong = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      if (!areEqual(expected.get(i), found.get(i), rest)) {
        wrong.add(i);
      }
    }
    if (!wrong.isEmpty() && (cell.isInFlight() || wavers(cell))) {
      inFlight++;
      return;
    }
    compared += expected.size();
    if (!wrong.isEmpty()) {
      differing++;
    }
    wrong.forEach(
        i ->
            report(
                cell.key(),
                table.columnNames().get(i),
                text(i, expected.get(i)),
                text(i, found.get(i))));
  }

  private void settleAbsent(Cell cell) {
    if (cell.key().startMicros() < from || reach.isEmpty() || !isDue(cell, reach.get().soon())) {
      open++;
    } else if (cell.isInFlight()) {
      inFlight++;
    } else {
      missing++;
      if (!isDue(cell, reach.get().surely())) {
        held++;
      }
      report(cell.key(), ROW, text(table.valuesOf(cell)), NONE);
    }
  }

  /** Whether the row must be in the table when its job has reached a time. */
  private boolean isDue(Cell cell, long reached) {
    long until = certainUntil(cell, reached);
    return until == Row.COMPLETE || cell.hasImpressionBy(until);
  }

  /** Whether the row may have what will not count in the end, as its window is open. */
  private boolean wavers(Cell cell) {
    return cell.isWavering() && certainUntil(cell) != Row.COMPLETE;
  }

  private long certainUntil(Cell cell) {
    return reach.isEmpty() ? Row.NOTHING : certainUntil(cell, reach.get().surely());
  }

  private long certainUntil(Cell cell, long reached) {
    return table.certainUntil(cell.key(), rules, reached - rules.outOfOrderness() - rules.grace());
  }

  private List<Object> found(Object[] row) {
    List<Object> values = new ArrayList<>();
    places.forEach(place -> values.add(row[place]));
    return values;
  }

  private static boolean areEqual(Object expected, Object found, Row row) {
    if (expected instanceof Double a && found instanceof Double b) {
      return a.equals(b) || ExactSum.areEqual(a, b);
    }
    if (expected instanceof Expected several) {
      return several.accepts(found, row);
    }
    return Objects.equals(expected, found);
  }

  private void report(CellKey key, String column, String expected, String actual) {
    faults.add(new WindowDifference(name, key.start(), key.name(), column, expected, actual));
  }

  private String text(List<Object> values) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      texts.add(table.columnNames().get(i) + " " + text(i, values.get(i)));
    }
    return String.join(", ", texts);
  }

  private String text(int column, Object value) {
    if (value instanceof ByteBuffer bytes) {
      return bytes.remaining() + " bytes";
    }
    boolean isTime = table.layout().isTime(table.layout().index(table.columnNames().get(column)));
    return isTime && value instanceof Long micros
        ? Micros.instant(micros).toString()
        : String.valueOf(value);
  }
}
