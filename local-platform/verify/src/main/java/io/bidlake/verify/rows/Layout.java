package io.bidlake.verify.rows;

import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.iceberg.types.Types.NestedField;

/**
 * How the rows of a table are compared: which columns, and which of them name the row, give its
 * hour and hold money. A row is an array of values in the order of {@link #columns()}.
 */
public final class Layout {

  /** Words that a job chooses freely: they cannot be told from Kafka. */
  private static final Map<TableDefinition, Set<String>> WORDS =
      Map.of(Tables.DEAD_LETTERS, Set.of("reason", "error"), Tables.LATE_EVENTS, Set.of("payload"));

  public static final Layout BID_REQUESTS =
      new Layout(
          Tables.BID_REQUESTS, List.of("request_id", "imp_id"), "event_timestamp", "imp_bidfloor");

  public static final Layout BID_REQUESTS_ENRICHED =
      new Layout(
          Tables.BID_REQUESTS_ENRICHED,
          List.of("request_id", "imp_id"),
          "event_timestamp",
          "imp_bidfloor");

  /** A bid's own id is no column: a seat's second bid for a placement counts as a duplicate. */
  public static final Layout BID_RESPONSES =
      new Layout(
          Tables.BID_RESPONSES,
          List.of("response_id", "imp_id", "bidder_id"),
          "event_timestamp",
          "bid_price");

  public static final Layout IMPRESSIONS =
      new Layout(Tables.IMPRESSIONS, List.of("impression_id"), "event_timestamp", "win_price")
          .withDefaultsOf(Impression.getClassSchema());

  public static final Layout CLICKS =
      new Layout(Tables.CLICKS, List.of("click_id"), "event_timestamp", "")
          .withDefaultsOf(Click.getClassSchema());

  public static final Layout DEAD_LETTERS =
      new Layout(Tables.DEAD_LETTERS, List.of("topic", "partition", "offset"), "received_at", "");

  public static final Layout HOURLY_IMPRESSIONS_BY_GEO =
      ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO, "device_geo_country");

  public static final Layout ROLLING_METRICS_BY_BIDDER =
      ofWindows(Tables.ROLLING_METRICS_BY_BIDDER, "bidder_id");

  public static final Layout HOURLY_FUNNEL_BY_PUBLISHER =
      ofWindows(Tables.HOURLY_FUNNEL_BY_PUBLISHER, "publisher_id");

  public static final Layout LATE_EVENTS =
      new Layout(
          Tables.LATE_EVENTS,
          List.of("table_name", "topic", "partition", "offset"),
          "event_timestamp",
          "");

  /** The tables whose rows come of one record each. */
  public static final List<Layout> ALL =
      List.of(
          BID_REQUESTS, BID_REQUESTS_ENRICHED, BID_RESPONSES, IMPRESSIONS, CLICKS, DEAD_LETTERS);

  /** The tables of windows, and the one that says what they do not count. */
  public static final List<Layout> WINDOWS =
      List.of(
          HOURLY_IMPRESSIONS_BY_GEO,
          ROLLING_METRICS_BY_BIDDER,
          HOURLY_FUNNEL_BY_PUBLISHER,
          LATE_EVENTS);

  private final TableDefinition table;
  private final List<String> columns;
  private final List<Integer> identity;
  private final int time;
  private final int money;
  private final Map<Integer, Object> defaults;

  private Layout(
      TableDefinition table, List<String> identity, String timeColumn, String moneyColumn) {
    this.table = table;
    this.columns =
        table.schema().columns().stream()
            .map(NestedField::name)
            .filter(name -> !WORDS.getOrDefault(table, Set.of()).contains(name))
            .toList();
    this.identity = identity.stream().map(this::index).toList();
    this.time = index(timeColumn);
    this.money = moneyColumn.isEmpty() ? -1 : index(moneyColumn);
    this.defaults = Map.of();
  }

  private Layout(Layout base, Map<Integer, Object> defaults) {
    this.table = base.table;
    this.columns = base.columns;
    this.identity = base.identity;
    this.time = base.time;
    this.money = base.money;
    this.defaults = Map.copyOf(defaults);
  }

  private static Layout ofWindows(TableDefinition table, String keyColumn) {
    return new Layout(table, List.of("window_start", keyColumn), "window_start", "");
  }

  /** With the defaults of a flat event, whose fields are the table's columns. */
  Layout withDefaultsOf(Schema event) {
    Map<Integer, Object> found = new HashMap<>();
    for (Schema.Field field : event.getFields()) {
      if (field.hasDefaultValue() && field.defaultVal() != JsonProperties.NULL_VALUE) {
        found.put(index(field.name()), field.defaultVal());
      }
    }
    return new Layout(this, found);
  }

  /**
   * What no value in the lake says. A field that was added later has its default in every record of
   * Kafka, also in older ones; rows that were written before it was added have nothing.
   */
  public Object orDefault(int index, Object value) {
    return value == null ? defaults.get(index) : value;
  }

  public TableDefinition table() {
    return table;
  }

  public String name() {
    return table.name();
  }

  public List<String> columns() {
    return columns;
  }

  /** Position of a column. */
  public int index(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(table.name() + " has no column " + column);
    }
    return index;
  }

  /** Positions of the columns that together name a row. */
  public List<Integer> identity() {
    return identity;
  }

  /** The id in words, such as {@code request/imp}. */
  public String idOf(Object[] row) {
    List<String> parts = new ArrayList<>();
    identity.forEach(index -> parts.add(row[index] == null ? "-" : row[index].toString()));
    return String.join("/", parts);
  }

  /** Position of the time by which rows are put into hours. */
  public int time() {
    return time;
  }

  /** Name of the column whose sum is compared; empty for none. */
  public String moneyColumn() {
    return money < 0 ? "" : columns.get(money);
  }

  /** The row's part of that sum. What is no number is left to the comparison of columns. */
  public double money(Object[] row) {
    return money >= 0 && row[money] instanceof Double price && Double.isFinite(price) ? price : 0;
  }

  @Override
  public String toString() {
    return name();
  }
}
