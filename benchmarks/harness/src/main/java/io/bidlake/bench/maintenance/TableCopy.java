package io.bidlake.bench.maintenance;

import io.bidlake.local.config.Addresses;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.iceberg.rest.RESTCatalog;

/**
 * A copy of a table in its own namespace. Both share the existing files; files that are added to
 * the copy are in a separate folder, and are deleted with it.
 */
final class TableCopy implements AutoCloseable {

  private final Catalog catalog;
  private final TableIdentifier id;
  private final Table copy;

  private TableCopy(Catalog catalog, TableIdentifier id, Table copy) {
    this.catalog = catalog;
    this.id = id;
    this.copy = copy;
  }

  /** Creates a copy in the catalog of a platform, in a namespace that does not exist yet. */
  static TableCopy in(Addresses addresses, TableIdentifier id, Table original) {
    RESTCatalog catalog = new RESTCatalog();
    catalog.initialize("bench", addresses.catalogProperties());
    return in(catalog, id, original);
  }

  /** Creates a copy in any catalog, which is closed with the copy. */
  static <C extends Catalog & SupportsNamespaces> TableCopy in(
      C catalog, TableIdentifier id, Table original) {
    catalog.createNamespace(id.namespace());
    String metadata = ((HasTableOperations) original).operations().current().metadataFileLocation();
    Table copy = catalog.registerTable(id, metadata);
    Transaction own = copy.newTransaction();
    own.updateLocation()
        .setLocation("%s-%s".formatted(original.location(), id.namespace()))
        .commit();
    // The copy shares the original's history: expiring it would delete metadata of the original.
    own.updateProperties()
        .set(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "false")
        .commit();
    own.commitTransaction();
    return new TableCopy(catalog, id, catalog.loadTable(id));
  }

  /** The table as it was copied. */
  Table table() {
    return copy;
  }

  /** Drops the copy with the files that were added to it, and all other tables in its namespace. */
  @Override
  public void close() {
    Namespace namespace = id.namespace();
    catalog.dropTable(id, false);
    catalog.listTables(namespace).forEach(other -> catalog.dropTable(other, true));
    ((SupportsPrefixOperations) copy.io()).deletePrefix(copy.location() + "/");
    if (catalog instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
