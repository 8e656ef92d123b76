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
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
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

  /** Namespace of the lake. */
  private final String own;

  private transient Catalog catalog;

  LakeTables(CatalogLoader loader, String own) {
    this.loader = loader;
    this.own = own;
  }

  /** Connects to the catalog, and returns it. */
  public Catalog open() {
    EnvironmentContext.put(EnvironmentContext.ENGINE_NAME, "flink");
    EnvironmentContext.put(EnvironmentContext.ENGINE_VERSION, FlinkPackage.version());
    catalog = loader.loadCatalog();
    return catalog;
  }

  /** Returns the current state of a table; empty if it does not exist. */
  public Optional<Table> find(String name) {
    try {
      return Optional.of(load(name));
    } catch (NoSuchTableException | NoSuchNamespaceException e) {
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
    BaseTable table = (BaseTable) catalog.loadTable(idOf(name));
    return CheckedCommits.to(table, now -> TableEvolution.requireKnownFormat(table.name(), now));
  }

  /** Returns the names of all tables in a namespace, sorted; none if it does not exist. */
  public List<String> in(String namespace) {
    Namespace listed = namespace(namespace);
    try {
      if (catalog instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(listed)) {
        return List.of();
      }
      return catalog.listTables(listed).stream()
          .map(TableIdentifier::name)
          // The name of such a table could not be told from that of a namespace and a table.
          .filter(name -> name.indexOf('.') < 0)
          .map(name -> namespace.equals(own) ? name : namespace + "." + name)
          .sorted()
          .toList();
    } catch (NoSuchNamespaceException e) {
      return List.of();
    }
  }

  TableIdentifier idOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? TableIdentifier.of(namespace(own), name)
        : TableIdentifier.of(namespace(name.substring(0, dot)), name.substring(dot + 1));
  }

  static Namespace namespace(String name) {
    return Namespace.of(name.split("\\."));
  }

  @Override
  public void close() throws IOException {
    if (catalog instanceof Closeable closeable) {
      closeable.close();
    }
  }
}
