package io.bidlake.runtime.lake;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.EnvironmentContext;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.util.FlinkPackage;

/**
 * Loads and lists tables by name in a task, with one client of the catalog for all of them. A table
 * in the namespace of the lake goes by its plain name, any other by that of its namespace, a dot
 * and its own. Commits to the tables are {@linkplain CheckedCommits checked}.
 */
public final class LakeTables implements Serializable, Closeable {

  private static final long serialVersionUID = 1;

  private final CatalogLoader loader;
  private final TableNames names;

  private transient Catalog catalog;

  LakeTables(CatalogLoader loader, TableNames names) {
    this.loader = loader;
    this.names = names;
  }

  /** Connects to the catalog. */
  public void open() {
    EnvironmentContext.put(EnvironmentContext.ENGINE_NAME, "flink");
    EnvironmentContext.put(EnvironmentContext.ENGINE_VERSION, FlinkPackage.version());
    catalog = loader.loadCatalog();
  }

  /** Returns the current state of a table; empty if it does not exist. */
  public Optional<Table> find(String name) {
    try {
      return Optional.of(load(name));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the current state of a table.
   *
   * @throws NoSuchTableException if it does not exist
   * @throws IncompatibleTableException if its format version is not supported
   */
  public Table load(String name) {
    BaseTable table = (BaseTable) catalog.loadTable(names.idOf(name));
    return CheckedCommits.to(table, now -> TableEvolution.requireKnownFormat(table.name(), now));
  }

  /** Returns the names of all tables in a namespace, sorted; none if it does not exist. */
  public List<String> in(String namespace) {
    return names.in(catalog, namespace);
  }

  @Override
  public void close() throws IOException {
    if (catalog instanceof Closeable closeable) {
      closeable.close();
    }
  }
}
