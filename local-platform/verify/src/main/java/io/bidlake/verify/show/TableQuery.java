package io.bidlake.verify.show;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.Iterables;
import io.bidlake.verify.lake.PinnedRows;
import io.bidlake.verify.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types.NestedField;
import org.duckdb.DuckDBAppender;

/** Queries the rows of a table of the lake, which it loads into a database of its own. */
final class TableQuery {

  /** The queries of the tables of which users want to see more than some rows. */
  private static final Map<String, String> QUERIES = queries();

  private static final String MACROS =
      """
      CREATE MACRO minute(t) AS strftime(t, '%Y-%m-%d %H:%M');
      CREATE MACRO percent(share) AS round(100 * share, 2)::DECIMAL(18, 2)""";

  /** The number of bytes that are shown of a binary value. */
  private static final int MOST_BYTES = 24;

  private TableQuery() {}

  private static Map<String, String> queries() {
    try (InputStream in = TableQuery.class.getResourceAsStream("tables.yaml")) {
      return new YAMLMapper().readValue(in, new TypeReference<Map<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first rows of a scan. */
  static ResultTable sample(Table table, int rows) {
    return query(
        table,
        "SELECT * FROM lake",
        rows,
        receiver -> {
          try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
            Iterables.limit(records, rows).forEach(receiver);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Whether there is a query for a table. */
  static boolean has(String name) {
    return QUERIES.containsKey(name);
  }

  /** The first rows of the query for a table. */
  static ResultTable of(String name, Table table, int rows) {
    return query(
        table,
        QUERIES.get(name),
        rows,
        receiver -> new PinnedRows(table).read(Expressions.alwaysTrue(), () -> receiver));
  }

  private static ResultTable query(
      Table table, String sql, int rows, Consumer<Consumer<Record>> read) {
    List<NestedField> columns = table.schema().columns();
    try (Store store = new Store()) {
      store.run(MACROS);
      store.run(
          columns.stream()
              .map(column -> "\"%s\" %s".formatted(column.name(), type(column)))
              .collect(Collectors.joining(", ", "CREATE TABLE lake (", ")")));
      read.accept(
          record ->
              store
                  .into("lake")
                  .add(
                      row -> {
                        for (int i = 0; i < columns.size(); i++) {
                          append(record.get(i), row);
                        }
                      }));
      return ResultTable.of(store, sql, rows);
    }
  }

  private static String type(NestedField column) {
    return switch (column.type().typeId()) {
      case INTEGER -> "INTEGER";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case TIMESTAMP -> "TIMESTAMP";
      default -> "VARCHAR";
    };
  }

  private static void append(Object value, DuckDBAppender row) throws SQLException {
    if (value == null) {
      row.appendNull();
    } else if (value instanceof Integer number) {
      row.append(number);
    } else if (value instanceof Long number) {
      row.append(number);
    } else if (value instanceof Double number) {
      row.append(number);
    } else if (value instanceof Boolean flag) {
      row.append(flag);
    } else if (value instanceof OffsetDateTime time) {
      row.append(time.toLocalDateTime());
    } else if (value instanceof ByteBuffer bytes) {
      byte[] start = new byte[Math.min(bytes.remaining(), MOST_BYTES)];
      bytes.duplicate().get(start);
      row.append(HexFormat.of().formatHex(start));
    } else {
      row.append(value instanceof Object[] array ? Arrays.toString(array) : value.toString());
    }
  }
}
