package io.bidlake.dimension;

import io.bidlake.tables.Dimension;
import io.bidlake.tables.Dimension.Attribute;
import io.bidlake.tables.Dimensions;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A view of a table with what its ids stand for: the rows of the table, each with the versions of
 * its members that were valid at its time.
 *
 * @param name name of the view
 * @param facts the table
 * @param dimensions the dimensions, joined by the column that has the name of their id, in the
 *     table or in a dimension before
 */
record FactView(String name, TableDefinition<?> facts, List<Dimension> dimensions) {

  static final List<FactView> ALL =
      List.of(
          new FactView("v_bid_requests", Tables.BID_REQUESTS, List.of(Dimensions.PUBLISHER)),
          new FactView(
              "v_bid_responses",
              Tables.BID_RESPONSES,
              List.of(
                  Dimensions.BIDDER, Dimensions.CAMPAIGN, Dimensions.ADVERTISER, Dimensions.DEAL)),
          new FactView(
              "v_impressions",
              Tables.IMPRESSIONS,
              List.of(
                  Dimensions.BIDDER,
                  Dimensions.CREATIVE,
                  Dimensions.CAMPAIGN,
                  Dimensions.ADVERTISER)),
          new FactView(
              "v_clicks",
              Tables.CLICKS,
              List.of(
                  Dimensions.BIDDER,
                  Dimensions.CREATIVE,
                  Dimensions.CAMPAIGN,
                  Dimensions.ADVERTISER)),
          new FactView(
              "v_hourly_funnel_by_publisher",
              Tables.HOURLY_FUNNEL_BY_PUBLISHER,
              List.of(Dimensions.PUBLISHER)),
          new FactView(
              "v_rolling_metrics_by_bidder",
              Tables.ROLLING_METRICS_BY_BIDDER,
              List.of(Dimensions.BIDDER)));

  private static final String FACTS = "f";

  /** Returns the column by whose time versions are chosen. */
  private String time() {
    return facts.schema().findField("window_start") == null ? "event_timestamp" : "window_start";
  }

  /** Returns the columns of the view, each with the alias of its table in the query. */
  private Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    facts.schema().columns().forEach(column -> columns.put(column.name(), FACTS));
    for (Dimension dimension : dimensions) {
      for (Attribute attribute : dimension.attributes()) {
        columns.putIfAbsent(attribute.name(), dimension.name());
      }
    }
    return columns;
  }

  Schema schema() {
    List<NestedField> fields = new ArrayList<>();
    facts.schema().columns().forEach(column -> fields.add(column.asOptional()));
    int last = facts.schema().highestFieldId();
    for (Dimension dimension : dimensions) {
      for (Attribute attribute : dimension.attributes()) {
        if (columns().get(attribute.name()).equals(dimension.name())) {
          fields.add(
              NestedField.optional(++last, attribute.name(), attribute.type(), attribute.doc()));
        }
      }
    }
    return new Schema(fields);
  }

  /** Returns the query, which is valid in Trino and Spark. */
  String sql() {
    Map<String, String> columns = columns();
    StringBuilder sql = new StringBuilder("SELECT\n");
    columns.forEach((name, table) -> sql.append("  %s.%s,\n".formatted(table, name)));
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
              .formatted(dimension.name(), id, columns.get(id), time()));
    }
    return sql.toString();
  }
}
