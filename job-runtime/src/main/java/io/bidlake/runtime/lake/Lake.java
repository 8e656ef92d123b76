package io.bidlake.runtime.lake;

import io.bidlake.domain.reference.ReferenceFiles;
import io.bidlake.tables.TableDefinition;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.TableLoader;

/** The tables in the catalog. Creates missing tables and adds missing columns. */
public final class Lake implements Closeable {

  private final CatalogSettings settings;
  private final CatalogLoader loader;
  private final LakeTables tables;
  private final Catalog catalog;
  private final Namespace namespace;
  private final Map<String, RowType> opened = new HashMap<>();

  public Lake(CatalogSettings settings) {
    this.settings = settings;
    this.loader = new SettingsCatalogLoader(settings.properties());
    this.tables = tables();
    this.catalog = answer(tables::open);
    this.namespace = LakeTables.namespace(settings.namespace());
  }

  /** Returns the table; creates it or adds missing columns if necessary. */
  public Table open(TableDefinition<?> definition) {
    Table table = answer(() -> findOrCreate(definition));
    TableEvolution.addMissingColumns(table, definition);
    return table;
  }

  private Table findOrCreate(TableDefinition<?> definition) {
    TableIdentifier id = idOf(definition);
    createNamespace(catalog, namespace);
    if (!catalog.tableExists(id)) {
      create(id, definition);
    }
    return catalog.loadTable(id);
  }

  /** Calls the catalog; wraps a failure in an exception that names the catalog. */
  private <T> T answer(Supplier<T> question) {
    try {
      return question.get();
    } catch (IncompatibleTableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CatalogUnavailableException(settings, e);
    }
  }

  /** Returns the rows of a table in the layout that it has once {@linkplain #open opened}. */
  public <S> TableRows<S> rows(TableDefinition<S> definition) {
    return new TableRows<>(
        definition,
        opened.computeIfAbsent(
            definition.name(), name -> FlinkSchemaUtil.convert(open(definition).schema())));
  }

  /** Returns the loader with which a sink opens the table on a TaskManager. */
  public TableLoader loaderOf(TableDefinition<?> definition) {
    return new CheckedTableLoader(
        TableLoader.fromCatalog(loader.clone(), idOf(definition)), definition);
  }

  /** Returns the tables of the catalog as a task loads them, whether they exist yet or not. */
  public LakeTables tables() {
    return new LakeTables(loader.clone(), settings.namespace());
  }

  /**
   * Returns the names of all tables in a namespace, sorted, as {@link #find} takes them; none if it
   * does not exist.
   */
  public List<String> tablesIn(String other) {
    return answer(() -> tables.in(other));
  }

  /** Returns the files beside those of a table, with the table's credentials. */
  public ReferenceFiles files(TableDefinition<?> definition) {
    // The copy can be serialized with the job graph.
    return new LakeFiles(SerializableTable.copyOf(open(definition)).io());
  }

  private TableIdentifier idOf(TableDefinition<?> definition) {
    return TableIdentifier.of(namespace, definition.name());
  }

  /**
   * Returns the current state of the table with a name; empty if it does not exist. The name of a
   * table in another namespace is that of the namespace, a dot and its own.
   *
   * @throws IncompatibleTableException if its format version is not supported
   */
  public Optional<Table> find(String name) {
    return answer(() -> tables.find(name));
  }

  /** Creates a namespace unless it exists. */
  public static void createNamespace(Catalog catalog, Namespace namespace) {
    if (catalog instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(namespace)) {
      try {
        namespaces.createNamespace(namespace);
      } catch (RuntimeException e) {
        // Another job may have created it at the same time; not every catalog has an exception for
        // that.
        if (!namespaces.namespaceExists(namespace)) {
          throw e;
        }
      }
    }
  }

  private void create(TableIdentifier id, TableDefinition<?> definition) {
    try {
      catalog
          .buildTable(id, definition.schema())
          .withPartitionSpec(definition.partitioning())
          .withSortOrder(definition.sortOrder())
          .withProperties(definition.properties())
          .create();
    } catch (RuntimeException e) {
      // Another job may have created it, as with the namespace.
      if (!catalog.tableExists(id)) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    tables.close();
  }
}
