package io.bidlake.runtime.lake;

import io.bidlake.tables.TableDefinition;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.TableLoader;

/** The tables in the catalog: creates what is missing and adds columns that are new. */
public final class Lake implements Closeable {

  private final CatalogSettings settings;
  private final CatalogLoader loader;
  private final Catalog catalog;
  private final Namespace namespace;
  private final Map<String, RowLayout> opened = new HashMap<>();

  public Lake(CatalogSettings settings) {
    this.settings = settings;
    this.loader = new SettingsCatalogLoader(settings.properties());
    this.catalog = answer(loader::loadCatalog);
    this.namespace = Namespace.of(settings.namespace().split("\\."));
  }

  /** The table, created or widened if need be. */
  public Table open(TableDefinition<?> definition) {
    Table table = answer(() -> findOrCreate(definition));
    TableEvolution.addMissingColumns(table, definition);
    return table;
  }

  private Table findOrCreate(TableDefinition<?> definition) {
    TableIdentifier id = idOf(definition);
    createNamespace();
    if (!catalog.tableExists(id)) {
      create(id, definition);
    }
    return catalog.loadTable(id);
  }

  /** Asks the catalog; a failure becomes one that names the catalog. */
  private <T> T answer(Supplier<T> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      throw new CatalogUnavailableException(settings, e);
    }
  }

  /** The table's rows, laid out like the table as it is once {@linkplain #open opened}. */
  public <S> TableRows<S> rows(TableDefinition<S> definition) {
    return new TableRows<>(
        definition,
        opened.computeIfAbsent(
            definition.name(), name -> RowLayout.of(definition, open(definition).schema())));
  }

  /** What a sink needs to open the table on a TaskManager. */
  public TableLoader loaderOf(TableDefinition<?> definition) {
    return new CheckedTableLoader(uncheckedLoaderOf(definition.name()), definition);
  }

  /** What a task needs to open the table of that name, whether it exists yet or not. */
  public TableLoader loaderOf(String name) {
    return new CheckedTableLoader(uncheckedLoaderOf(name), null);
  }

  private TableLoader uncheckedLoaderOf(String name) {
    return TableLoader.fromCatalog(loader.clone(), TableIdentifier.of(namespace, name));
  }

  private TableIdentifier idOf(TableDefinition<?> definition) {
    return TableIdentifier.of(namespace, definition.name());
  }

  /**
   * The table of that name as it is now; nothing when it does not exist.
   *
   * @throws IncompatibleTableException if its format is none that Bidlake knows
   */
  public Optional<Table> find(String name) {
    TableIdentifier id = TableIdentifier.of(namespace, name);
    Optional<Table> found =
        answer(
            () -> catalog.tableExists(id) ? Optional.of(catalog.loadTable(id)) : Optional.empty());
    found.ifPresent(
        table ->
            TableEvolution.requireKnownFormat(
                table.name(), ((HasTableOperations) table).operations().current()));
    return found;
  }

  private void createNamespace() {
    if (catalog instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(namespace)) {
      try {
        namespaces.createNamespace(namespace);
      } catch (RuntimeException e) {
        // Another job that started at the same time may have been faster; not every catalog says
        // so.
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
      // As with the namespace.
      if (!catalog.tableExists(id)) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (catalog instanceof Closeable closeable) {
      closeable.close();
    }
  }
}
