package io.bidlake.bench.platform;

import io.bidlake.bench.measure.Progress;
import io.bidlake.bench.measure.Progress.Point;
import io.bidlake.local.config.Addresses;
import io.bidlake.tables.TableDefinition;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.rest.RESTCatalog;

/** The tables of one run, in their own namespace. */
public final class BenchLake implements AutoCloseable {

  private final Catalog catalog;
  private final SupportsNamespaces namespaces;
  private final Closeable connection;
  private final Namespace namespace;
  private final List<TableDefinition<?>> definitions;

  /** The tables of a namespace, which {@link #create} or a contender creates. */
  public BenchLake(Addresses addresses, String namespace, List<TableDefinition<?>> definitions) {
    this(restCatalog(addresses), namespace, definitions);
  }

  <C extends Catalog & SupportsNamespaces & Closeable> BenchLake(
      C catalog, String namespace, List<TableDefinition<?>> definitions) {
    this.catalog = catalog;
    this.namespaces = catalog;
    this.connection = catalog;
    this.namespace = Namespace.of(namespace);
    this.definitions = List.copyOf(definitions);
  }

  private static RESTCatalog restCatalog(Addresses addresses) {
    RESTCatalog catalog = new RESTCatalog();
    catalog.initialize("bench", addresses.catalogProperties());
    return catalog;
  }

  /** Creates the namespace and its tables. */
  public void create() {
    namespaces.createNamespace(namespace);
    for (TableDefinition<?> definition : definitions) {
      catalog
          .buildTable(id(definition), definition.schema())
          .withPartitionSpec(definition.partitioning())
          .withSortOrder(definition.sortOrder())
          .withProperties(definition.properties())
          .create();
    }
  }

  public Table table(TableDefinition<?> definition) {
    return catalog.loadTable(id(definition));
  }

  /** The table; empty if a contender that creates its tables has not created it. */
  private Optional<Table> existing(TableDefinition<?> definition) {
    try {
      return Optional.of(table(definition));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  /** The rows by table, from the summaries of the current snapshots; none if there is no table. */
  public Map<String, Long> rows() {
    return totals(SnapshotSummary.TOTAL_RECORDS_PROP);
  }

  /** The contents of the tables as numbers; see {@link TableContents}. */
  public Map<String, Long> contents() {
    Map<String, Long> contents = new TreeMap<>();
    definitions.forEach(it -> contents.putAll(TableContents.of(it.name(), table(it))));
    return contents;
  }

  /** The total number of data and delete files of all tables. */
  public long files() {
    return sum(totals(SnapshotSummary.TOTAL_DATA_FILES_PROP))
        + sum(totals(SnapshotSummary.TOTAL_DELETE_FILES_PROP));
  }

  /** The total size of these files in bytes. */
  public long bytes() {
    return sum(totals(SnapshotSummary.TOTAL_FILE_SIZE_PROP));
  }

  /** The progress of each table: a point for each commit that added rows. */
  public List<Progress> progress() {
    return definitions.stream().map(this::progress).toList();
  }

  private Progress progress(TableDefinition<?> definition) {
    List<Point> points = new ArrayList<>();
    long before = 0;
    for (Snapshot snapshot : existing(definition).map(Table::snapshots).orElse(List.of())) {
      long rows = figure(snapshot, SnapshotSummary.TOTAL_RECORDS_PROP);
      if (rows > before) {
        points.add(new Point(snapshot.timestampMillis(), rows));
        before = rows;
      }
    }
    return new Progress(points);
  }

  private Map<String, Long> totals(String property) {
    Map<String, Long> totals = new HashMap<>();
    for (TableDefinition<?> definition : definitions) {
      totals.put(
          definition.name(),
          figure(existing(definition).map(Table::currentSnapshot).orElse(null), property));
    }
    return totals;
  }

  private static long figure(Snapshot snapshot, String property) {
    return snapshot == null ? 0 : Long.parseLong(snapshot.summary().getOrDefault(property, "0"));
  }

  private static long sum(Map<String, Long> figures) {
    return figures.values().stream().mapToLong(Long::longValue).sum();
  }

  private TableIdentifier id(TableDefinition<?> definition) {
    return TableIdentifier.of(namespace, definition.name());
  }

  /** Deletes the tables with their files. */
  public void drop() {
    for (TableDefinition<?> definition : definitions) {
      catalog.dropTable(id(definition), true);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
