package io.bidlake.bench.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The contents of a windowed table as a few numbers: the number of rows, and the sum of each column
 * of counts. If these agree for two tables, both have counted the same events.
 */
final class TableContents {

  private TableContents() {}

  static Map<String, Long> of(String name, Table table) {
    List<String> counts =
        table.schema().columns().stream()
            .filter(column -> column.type().typeId() == TypeID.LONG)
            .map(NestedField::name)
            .toList();
    Map<String, Long> contents = new TreeMap<>();
    contents.put(name, 0L);
    counts.forEach(column -> contents.put(sumOf(name, column), 0L));
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
      for (Record row : rows) {
        contents.merge(name, 1L, Long::sum);
        for (String column : counts) {
          contents.merge(sumOf(name, column), (Long) row.getField(column), Long::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }

  private static String sumOf(String name, String column) {
    return "%s, sum of %s".formatted(name, column);
  }
}
