package io.bidlake.verify.layout;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.FlatTable;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Defines how the rows of a table are compared: the columns, and which of them are the id, the time
 * and the money. A row is an array of values in the order of {@link #columns()}. Two layouts of the
 * same table are equal.
 */
public final class Layout {

  private static final String EVENT_TIME = "event_timestamp";
  private static final String WINDOW_START = "window_start";
  private static final String NO_MONEY = "";
  private static final double MOST_MONEY = 1e12;

  /** Columns whose values cannot be derived from Kafka. */
  private static final Map<TableDefinition<?>, Set<String>> NOT_COMPARED =
      Map.of(Tables.DEAD_LETTERS, Set.of("error"), Tables.LATE_EVENTS, Set.of("payload"));

  public static final Layout BID_REQUESTS = ofPlacements(Tables.BID_REQUESTS);

  public static final Layout BID_REQUESTS_ENRICHED = ofPlacements(Tables.BID_REQUESTS_ENRICHED);

  /**
   * A response's id is only unique per bidder. There is no column for a bid's id, so a seat's
   * second bid for a placement counts as a duplicate.
   */
  public static final Layout BID_RESPONSES =
      new Layout(
          Tables.BID_RESPONSES,
          Topics.BID_RESPONSES,
          EVENT_TIME,
          "bid_price",
          List.of("request_id", "response_id", "imp_id", "bidder_id"));

  public static final Layout DEAD_LETTERS =
      new Layout(
          Tables.DEAD_LETTERS,
          null,
          "received_at",
          NO_MONEY,
          List.of("topic", "partition", "offset", "document"));

  public static final Layout LATE_EVENTS =
      new Layout(
          Tables.LATE_EVENTS,
          null,
          EVENT_TIME,
          NO_MONEY,
          List.of("table_name", "topic", "partition", "offset"));

  private final TableDefinition<?> table;
  private final Topic<?> topic;
  private final List<String> columns;
  private final List<Integer> identity;
  private final int time;
  private final int money;
  private final Map<Integer, Object> defaults;

  private Layout(
      TableDefinition<?> table,
      Topic<?> topic,
      String timeColumn,
      String moneyColumn,
      List<String> identity) {
    this.table = table;
    this.topic = topic;
    this.columns =
        table.schema().columns().stream()
            .map(NestedField::name)
            .filter(name -> !NOT_COMPARED.getOrDefault(table, Set.of()).contains(name))
            .toList();
    this.time = index(timeColumn);
    this.money = moneyColumn.isEmpty() ? -1 : index(moneyColumn);
    this.identity = identity.stream().map(this::index).toList();
    this.defaults = table instanceof FlatTable<?> flat ? defaultsOf(flat) : Map.of();
  }

  private static Layout ofPlacements(TableDefinition<?> table) {
    return new Layout(
        table, Topics.BID_REQUESTS, EVENT_TIME, "imp_bidfloor", List.of("request_id", "imp_id"));
  }

  /** The layout of a flat topic's table, whose first double column is money. */
  public static Layout of(FlatTable<?> table) {
    String money =
        table.schema().columns().stream()
            .filter(column -> column.type().typeId() == TypeID.DOUBLE)
            .map(NestedField::name)
            .findFirst()
            .orElse(NO_MONEY);
    return new Layout(table, table.topic(), EVENT_TIME, money, List.of(table.idColumn()));
  }

  /** The layout of a windowed table, whose key is the start of the window and a name. */
  public static Layout ofWindows(TableDefinition<?> table) {
    Set<Integer> key = table.schema().identifierFieldIds();
    List<String> identity =
        table.schema().columns().stream()
            .filter(column -> key.contains(column.fieldId()))
            .map(NestedField::name)
            .toList();
    return new Layout(table, null, WINDOW_START, NO_MONEY, identity);
  }

  private Map<Integer, Object> defaultsOf(FlatTable<?> flat) {
    return flat.topic().schema().getFields().stream()
        .filter(field -> field.hasDefaultValue() && field.defaultVal() != JsonProperties.NULL_VALUE)
        .collect(Collectors.toMap(field -> index(field.name()), Schema.Field::defaultVal));
  }

  /**
   * The value, or the column's default if it is null. A field that was added later has its default
   * in every record of Kafka, even in older ones, but is null in rows that were written before it
   * was added.
   */
  public Object orDefault(int index, Object value) {
    return value == null ? defaults.get(index) : value;
  }

  public TableDefinition<?> table() {
    return table;
  }

  /** The topic of the rows; null if rows come from several topics. */
  public Topic<?> topic() {
    return topic;
  }

  public String name() {
    return table.name();
  }

  public List<String> columns() {
    return columns;
  }

  /** The position of a column. */
  public int index(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(table.name() + " has no column " + column);
    }
    return index;
  }

  /** Whether a column is optional. */
  public boolean isOptional(int index) {
    return table.schema().findField(columns.get(index)).isOptional();
  }

  /** Whether a column contains timestamps, in microseconds. */
  public boolean isTime(int index) {
    return table.schema().findField(columns.get(index)).type().typeId() == TypeID.TIMESTAMP;
  }

  /** The positions of the columns that together are the id of a row. */
  public List<Integer> identity() {
    return identity;
  }

  /** The id as text, such as {@code request/imp}. */
  public String idOf(Object[] row) {
    List<String> parts = new ArrayList<>();
    identity.forEach(index -> parts.add(row[index] == null ? "-" : row[index].toString()));
    return String.join("/", parts);
  }

  /** The position of the time column, by which rows are grouped into hours. */
  public int time() {
    return time;
  }

  /** The name of the column whose sum is compared; empty if there is none. */
  public String moneyColumn() {
    return money < 0 ? NO_MONEY : columns.get(money);
  }

  /**
   * The row's amount in that sum. A value that is not a number, or so large that the others would
   * be lost, counts as 0; it is still compared as a column.
   */
  public double money(Object[] row) {
    return money >= 0 && row[money] instanceof Double price && Math.abs(price) <= MOST_MONEY
        ? price
        : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout layout && layout.table.equals(table);
  }

  @Override
  public int hashCode() {
    return table.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
