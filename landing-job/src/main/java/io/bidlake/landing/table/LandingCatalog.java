package io.bidlake.landing.table;

import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.flink.CatalogLoader;

/**
 * The catalog as Iceberg's sink sees it: it loads {@linkplain VersionedTable versions of tables},
 * and can do nothing else. All of its copies in a process use one connection.
 */
public record LandingCatalog(TablesLocation location) implements Catalog {

  @Override
  public Table loadTable(TableIdentifier id) throws NoSuchTableException {
    TableVersion version = TableVersion.of(id);
    Catalog catalog = SharedTables.inUse(location).catalog();
    return new VersionedTable((BaseTable) catalog.loadTable(version.id()), version);
  }

  @Override
  public List<TableIdentifier> listTables(Namespace namespace) {
    throw new UnsupportedOperationException("tables are not listed by the sink");
  }

  @Override
  public boolean dropTable(TableIdentifier id, boolean purge) {
    throw new UnsupportedOperationException("tables are not dropped by the sink");
  }

  @Override
  public void renameTable(TableIdentifier from, TableIdentifier to) {
    throw new UnsupportedOperationException("tables are not renamed by the sink");
  }

  /** Loads the catalog. */
  public record Loader(TablesLocation location) implements CatalogLoader {

    @Override
    public Catalog loadCatalog() {
      return new LandingCatalog(location);
    }

    @Override
    @SuppressWarnings({"MethodDoesntCallSuperMethod", "checkstyle:NoClone"})
    public CatalogLoader clone() {
      return this;
    }
  }
}
