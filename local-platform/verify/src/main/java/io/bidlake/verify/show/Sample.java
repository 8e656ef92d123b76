package io.bidlake.verify.show;

import io.bidlake.verify.report.TextTable;
import io.bidlake.verify.show.TableGallery.TableView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Some rows of a table, fitted to the width of the console. Columns in which the rows differ take
 * precedence over those with the same value in all rows; omitted columns are listed.
 *
 * @param columns the names of all columns
 * @param rows the rows as texts
 */
record Sample(List<String> columns, List<List<String>> rows) implements TableView {

  /**
   * Longer values are truncated: times fit, and the start of an id distinguishes it from others.
   */
  private static final int WIDEST = 24;

  private static final int BORDER = 3;

  /** Reads the first rows of a scan. */
  static Sample of(Table table, int count) {
    List<String> columns = table.schema().columns().stream().map(NestedField::name).toList();
    List<List<String>> rows = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      for (Record record : records) {
        if (rows.size() == count) {
          break;
        }
        List<String> row = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          row.add(text(record.get(i)));
        }
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Sample(columns, rows);
  }

  @Override
  public String asText(int width) {
    if (rows.isEmpty()) {
      return "(no rows)";
    }
    List<Integer> shown = shown(width);
    List<String> left = new ArrayList<>(columns);
    shown.forEach(column -> left.remove(columns.get(column)));
    String table =
        TextTable.of(
            rows,
            shown.stream()
                .map(i -> TextTable.<List<String>>text(columns.get(i), row -> row.get(i)))
                .toList());
    return left.isEmpty()
        ? table
        : table + System.lineSeparator() + "  not shown: " + String.join(", ", left);
  }

  private List<Integer> shown(int width) {
    Map<Long, List<Integer>> byValues =
        IntStream.range(0, columns.size())
            .boxed()
            .filter(column -> rows.stream().anyMatch(row -> !row.get(column).isEmpty()))
            .collect(Collectors.groupingBy(column -> Math.min(2, values(column))));
    List<Integer> wanted = new ArrayList<>(byValues.getOrDefault(2L, List.of()));
    wanted.addAll(byValues.getOrDefault(1L, List.of()));
    List<Integer> shown = new ArrayList<>();
    int used = 1;
    for (int column : wanted) {
      int needed = width(column) + BORDER;
      if (used + needed <= width) {
        shown.add(column);
        used += needed;
      }
    }
    Collections.sort(shown);
    return shown;
  }

  private long values(int column) {
    return rows.stream().map(row -> row.get(column)).distinct().count();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(columns.get(column).length(), Math::max);
  }

  private static String text(Object value) {
    if (value == null) {
      return "";
    }
    String text =
        value instanceof OffsetDateTime time
            ? time.toInstant().toString()
            : value instanceof ByteBuffer bytes ? hex(bytes) : value.toString();
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 3) + "...";
  }

  private static String hex(ByteBuffer bytes) {
    byte[] start = new byte[Math.min(bytes.remaining(), WIDEST)];
    bytes.duplicate().get(start);
    return HexFormat.of().formatHex(start);
  }
}
