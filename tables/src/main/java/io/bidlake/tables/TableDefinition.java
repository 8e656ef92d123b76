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
 * A table of the lake: what it looks like when it is created, and what fills its columns.
 *
 * @param <S> what a row is made of
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
   * A table of some of this table's columns, for some of its rows.
   *
   * @param condition which rows it has
   * @param columnNames which columns it has, in its order
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

  /** Name within the namespace. */
  public final String name() {
    return name;
  }

  /** One sentence on what a row is. */
  public final String description() {
    return description;
  }

  /** The columns, in their order. */
  public final List<Column<S>> columns() {
    return columns;
  }

  /** Names and types of the columns, with their documentation. */
  public final Schema schema() {
    return schema;
  }

  public final PartitionSpec partitioning() {
    return partitioning;
  }

  /** Order in which compaction writes rows; unsorted where none helps. */
  public final SortOrder sortOrder() {
    return sortOrder;
  }

  /** Iceberg's table properties. */
  public final Map<String, String> properties() {
    return properties;
  }

  /** The table that this one is a selection of; null for none. */
  public final TableDefinition<S> origin() {
    return origin;
  }

  /** Whether this table has the row that a source gives. */
  public final boolean has(S source) {
    return condition.of(source);
  }

  @Override
  public final String toString() {
    return name;
  }

  /**
   * How the rows of a table are laid out in files.
   *
   * @param day time column by whose day the table is partitioned
   * @param identity column by whose values it is partitioned too; null for none
   * @param sortedBy columns by which compaction sorts
   */
  public record Layout(String day, String identity, List<String> sortedBy) {

    /** Partitioned by the day of a column, and unsorted. */
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
