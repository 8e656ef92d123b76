package io.bidlake.dimension;

import static io.bidlake.tables.Dimensions.ADVERTISER;
import static io.bidlake.tables.Dimensions.BIDDER;
import static io.bidlake.tables.Dimensions.CAMPAIGN;
import static io.bidlake.tables.Dimensions.CREATIVE;
import static io.bidlake.tables.Dimensions.DEAL;
import static io.bidlake.tables.Dimensions.PUBLISHER;

import io.bidlake.tables.Dimension;
import io.bidlake.tables.Dimension.Attribute;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A view of a table with what its ids stand for: the rows of the table, each with the versions of
 * its members that were valid at its time.
 *
 * @param facts the table
 * @param dimensions the dimensions, joined by the column that has the name of their id, in the
 *     table or in a dimension before
 */
record FactView(TableDefinition<?> facts, List<Dimension> dimensions) {

  static final List<FactView> ALL =
      List.of(
          of(Tables.BID_REQUESTS, PUBLISHER),
          of(Tables.BID_RESPONSES, BIDDER, CAMPAIGN, ADVERTISER, DEAL),
          of(Tables.IMPRESSIONS, BIDDER, CREATIVE, CAMPAIGN, ADVERTISER),
          of(Tables.CLICKS, BIDDER, CREATIVE, CAMPAIGN, ADVERTISER),
          of(Tables.HOURLY_FUNNEL_BY_PUBLISHER, PUBLISHER),
          of(Tables.ROLLING_METRICS_BY_BIDDER, BIDDER));

  private static final String FACTS = "f";

  /**
   * A column of the view.
   *
   * @param table the alias of its table in the query
   */
  private record Column(String table, NestedField field) {}

  private static FactView of(TableDefinition<?> facts, Dimension... dimensions) {
    return new FactView(facts, List.of(dimensions));
  }

  String name() {
    return "v_" + facts.name();
  }

  /** Returns the column by whose time versions are chosen. */
  private String time() {
    return facts.schema().findField("window_start") == null ? "event_timestamp" : "window_start";
  }

  /** Returns the columns of the view by name. */
  private Map<String, Column> columns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (NestedField field : facts.schema().columns()) {
      columns.put(field.name(), new Column(FACTS, field.asOptional()));
    }
    int last = facts.schema().highestFieldId();
    for (Dimension dimension : dimensions) {
      for (Attribute attribute : dimension.attributes()) {
        if (!columns.containsKey(attribute.name())) {
          NestedField field =
              NestedField.optional(++last, attribute.name(), attribute.type(), attribute.doc());
          columns.put(attribute.name(), new Column(dimension.name(), field));
        }
      }
    }
    return columns;
  }

  Schema schema() {
    return new Schema(columns().values().stream().map(Column::field).toList());
  }

  /** Returns the query, which is valid in Trino and Spark. */
  String sql() {
    Map<String, Column> columns = columns();
    StringBuilder sql = new StringBuilder("SELECT\n");
    columns.forEach((name, column) -> sql.append("  %s.%s,\n".formatted(column.table(), name)));
    sql.setLength(sql.length() - 2);
    sql.append("\nFROM %s AS %s".formatted(facts.name(), FACTS));
    for (Dimension dimension : dimensions) {
      String id = dimension.id().name();
      sql.append(
          """

          LEFT JOIN %1$s
            ON %1$s.%2$s = %3$s.%2$s
            AND %1$s.valid_from <= f.%4$s
            AND (%1$s.valid_to IS NULL OR %1$s.valid_to > f.%4$s)"""
              .formatted(dimension.name(), id, columns.get(id).table(), time()));
    }
    return sql.toString();
  }
}
