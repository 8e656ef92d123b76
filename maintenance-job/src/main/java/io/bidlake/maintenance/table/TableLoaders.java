package io.bidlake.maintenance.table;

import io.bidlake.runtime.lake.Lake;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.flink.TableLoader;

/** Loads tables by name in tasks. */
public final class TableLoaders implements Serializable, AutoCloseable {

  private static final long serialVersionUID = 1;

  private final Map<String, TableLoader> loaders;

  TableLoaders(Map<String, TableLoader> loaders) {
    this.loaders = Map.copyOf(loaders);
  }

  public static TableLoaders of(Lake lake, Collection<String> names) {
    return new TableLoaders(names.stream().collect(Collectors.toMap(name -> name, lake::loaderOf)));
  }

  public void open() {
    loaders.values().forEach(TableLoader::open);
  }

  /** Returns the current state of a table; empty if it does not exist. */
  public Optional<Table> find(String name) {
    try {
      return Optional.of(loaders.get(name).loadTable());
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  /** Returns the current state of a table. */
  public Table load(String name) {
    return loaders.get(name).loadTable();
  }

  @Override
  public void close() throws IOException {
    for (TableLoader loader : loaders.values()) {
      loader.close();
    }
  }
}
