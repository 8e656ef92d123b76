package io.bidlake.tables;

import io.bidlake.tables.Column.Value;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;

/**
 * Definition of a table of the lake: its layout at creation, and how its columns are filled.
 *
 * @param <S> source object of a row
 */
public sealed class TableDefinition<S> implements Serializable permits FlatTable {

  private final String name;
  private final String description;
  private final List<Column<S>> columns;
  private final Schema schema;
  private final PartitionSpec partitioning;
  private final SortOrder sortOrder;
  private final Map<String, String> properties;
  private final TableDefinition<S> origin;
  private final Value<S, Boolean> condition;

  public TableDefinition(String name, String description, List<Column<S>> columns, Layout layout) {
    this(name, description, columns, layout, null, source -> true);
  }

  private TableDefinition(
      String name,
      String description,
      List<Column<S>> columns,
      Layout layout,
      TableDefinition<S> origin,
      Value<S, Boolean> condition) {
    this.name = name;
    this.description = description;
    this.columns = columns;
    this.schema = Columns.schemaOf(columns);
    this.partitioning = layout.partitioning(schema);
    this.sortOrder = layout.sortOrder(schema);
    this.properties = TableProperties.of(description);
    this.origin = origin;
    this.condition = condition;
  }

  /**
   * Defines a table that has a selection of this table's columns and rows.
   *
   * @param condition selects the rows
   * @param columnNames the columns, in the order of the new table
   */
  public TableDefinition<S> select(
      String selection,
      String words,
      Layout layout,
      Value<S, Boolean> condition,
      String... columnNames) {
    List<Column<S>> selected = Arrays.stream(columnNames).map(this::column).toList();
    return new TableDefinition<>(selection, words, selected, layout, this, condition);
  }

  private Column<S> column(String wanted) {
    return columns.stream()
        .filter(column -> column.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("%s has no column %s".formatted(name, wanted)));
  }

  /** Returns the name within the namespace. */
  public final String name() {
    return name;
  }

  /** Returns one sentence that says what a row is. */
  public final String description() {
    return description;
  }

  /** Returns the columns in table order. */
  public final List<Column<S>> columns() {
    return columns;
  }

  /** Returns the Iceberg schema, with the documentation of the columns. */
  public final Schema schema() {
    return schema;
  }

  public final PartitionSpec partitioning() {
    return partitioning;
  }

  /**
   * Returns the sort order that compaction applies; unsorted for tables that do not benefit from
   * one.
   */
  public final SortOrder sortOrder() {
    return sortOrder;
  }

  /** Returns the Iceberg table properties. */
  public final Map<String, String> properties() {
    return properties;
  }

  /**
   * Returns the table property with the time at which a column was added to an existing table, in
   * epoch milliseconds: rows of events that were received earlier may have been written without it.
   */
  public static String addedAt(String column) {
    return "bidlake.added-at." + column;
  }

  /** Returns the table from which this one is selected; null for none. */
  public final TableDefinition<S> origin() {
    return origin;
  }

  /** Returns whether the row of a source object belongs to this table. */
  public final boolean has(S source) {
    return condition.of(source);
  }

  @Override
  public final String toString() {
    return name;
  }

  /**
   * Partitioning and sort order of a table.
   *
   * @param day time column; the table is partitioned by its day
   * @param identity column by whose values the table is also partitioned; null for none
   * @param sortedBy columns by which compaction sorts
   */
  public record Layout(String day, String identity, List<String> sortedBy) {

    /** Returns a layout that is partitioned by the day of a column and unsorted. */
    public static Layout byDay(String day) {
      return new Layout(day, null, List.of());
    }

    PartitionSpec partitioning(Schema schema) {
      PartitionSpec.Builder builder = PartitionSpec.builderFor(schema).day(day);
      return (identity == null ? builder : builder.identity(identity)).build();
    }

    SortOrder sortOrder(Schema schema) {
      SortOrder.Builder builder = SortOrder.builderFor(schema);
      sortedBy.forEach(builder::asc);
      return sortedBy.isEmpty() ? SortOrder.unsorted() : builder.build();
    }
  }
}
