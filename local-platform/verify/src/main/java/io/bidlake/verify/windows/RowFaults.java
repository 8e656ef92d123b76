package io.bidlake.verify.windows;

import io.bidlake.verify.report.WindowsResult.WindowDifference;
import io.bidlake.verify.truth.CellKey;
import io.bidlake.verify.truth.WindowTable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Describes the differences in the rows of one windowed table. */
final class RowFaults {

  private static final String ROW = "row";
  private static final String NONE = "none";

  private final String name;
  private final WindowTable table;
  private final Faults faults = new Faults();

  /**
   * @param name what the report calls the table
   */
  RowFaults(String name, WindowTable table) {
    this.name = name;
    this.table = table;
  }

  void missing(CellKey key, List<Object> expected) {
    add(key, ROW, text(expected), NONE);
  }

  void unexpected(CellKey key, List<Object> found) {
    add(key, ROW, NONE, text(found));
  }

  void repeated(CellKey key, int times) {
    add(key, ROW, "one", times + " rows");
  }

  void differing(CellKey key, int column, Object expected, Object found) {
    add(key, table.columnNames().get(column), text(column, expected), text(column, found));
  }

  List<WindowDifference> first() {
    return faults.first();
  }

  private void add(CellKey key, String column, String expected, String actual) {
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
        ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString()
        : String.valueOf(value);
  }
}
