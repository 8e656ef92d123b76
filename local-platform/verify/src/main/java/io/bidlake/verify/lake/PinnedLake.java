package io.bidlake.verify.lake;

import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** The tables, pinned at the snapshots that were current at its creation. */
public final class PinnedLake {

  private final Map<Layout, PinnedTable> tables;
  private final List<String> missing;

  private PinnedLake(Map<Layout, PinnedTable> tables, List<String> missing) {
    this.tables = tables;
    this.missing = List.copyOf(missing);
  }

  /**
   * Loads the tables. A missing windowed table is reported as a problem, as the others can still be
   * compared.
   *
   * @param rows the tables of the ingest job
   * @param windowsNamespace the namespace of the tables of other jobs
   * @param windows those tables, each with a text that names the jobs that create it
   * @throws CannotVerifyException if a table of the ingest job does not exist
   */
  public static PinnedLake of(
      Catalog catalog,
      String namespace,
      Collection<Layout> rows,
      String windowsNamespace,
      Map<Layout, String> windows) {
    Map<Layout, String> creators = new LinkedHashMap<>();
    rows.forEach(layout -> creators.put(layout, "the ingest job creates it when it starts"));
    creators.putAll(windows);
    Map<Layout, PinnedTable> tables = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    creators.forEach(
        (layout, creator) -> {
          String in = windows.containsKey(layout) ? windowsNamespace : namespace;
          TableIdentifier id = TableIdentifier.parse(in + "." + layout.name());
          try {
            tables.put(layout, PinnedTable.of(layout, catalog.loadTable(id)));
          } catch (NoSuchTableException e) {
            String problem = "table %s does not exist: %s".formatted(id, creator);
            if (!windows.containsKey(layout)) {
              throw new CannotVerifyException(problem, e);
            }
            missing.add(problem);
          }
        });
    return new PinnedLake(tables, missing);
  }

  /** The missing tables, and the problems with the columns of the others. */
  public List<String> problems() {
    return Stream.concat(
            missing.stream(), tables.values().stream().flatMap(table -> table.problems().stream()))
        .toList();
  }

  /** Whether the table exists with all its columns. */
  public boolean has(Layout layout) {
    return tables.containsKey(layout) && tables.get(layout).problems().isEmpty();
  }

  /**
   * The columns that were added to a table when it had rows already, by the time at which, in
   * microseconds.
   */
  public Map<Long, List<Integer>> addedColumns(Layout layout) {
    Map<Long, List<Integer>> added = new TreeMap<>();
    if (has(layout)) {
      for (String column : layout.columns()) {
        tables
            .get(layout)
            .addedAt(column)
            .ifPresent(
                time ->
                    added
                        .computeIfAbsent(time, key -> new ArrayList<>())
                        .add(layout.index(column)));
      }
    }
    return added;
  }

  /** The number of delete files of a table. */
  public long deleteFiles(Layout layout) {
    return tables.get(layout).rows().figure(SnapshotSummary.TOTAL_DELETE_FILES_PROP);
  }

  /** The number of data files and rows of all tables as text, from their metadata. */
  public String size() {
    long files = sum(SnapshotSummary.TOTAL_DATA_FILES_PROP);
    long rows = sum(SnapshotSummary.TOTAL_RECORDS_PROP);
    return "%,d rows in %,d files of %d tables".formatted(rows, files, tables.size());
  }

  /** Passes on every row of the tables once, in several threads with one consumer each. */
  public void read(Collection<Layout> layouts, Supplier<RowConsumer> consumers) {
    read(layouts, Expressions.alwaysTrue(), consumers);
  }

  /** Passes on the rows of a table that meet a condition, and perhaps others. */
  public void read(Layout layout, Expression condition, Supplier<RowConsumer> consumers) {
    if (has(layout)) {
      read(List.of(layout), condition, consumers);
    }
  }

  /** The same for the rows that meet a condition, and perhaps others. */
  public void read(
      Collection<Layout> layouts, Expression condition, Supplier<RowConsumer> consumers) {
    layouts.forEach(layout -> tables.get(layout).read(condition, consumers));
  }

  private long sum(String property) {
    return tables.values().stream().mapToLong(table -> table.rows().figure(property)).sum();
  }
}
