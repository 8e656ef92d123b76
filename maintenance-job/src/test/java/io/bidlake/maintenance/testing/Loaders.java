package io.bidlake.maintenance.testing;

import io.bidlake.maintenance.table.TableLoaders;
import io.bidlake.runtime.lake.Lake;
import java.nio.file.Path;
import java.util.Set;

/** Loaders of tables in a folder, as the tasks of a job have them. */
public final class Loaders {

  private Loaders() {}

  public static TableLoaders of(Path warehouse, String... names) {
    return TableLoaders.of(new Lake(TestTable.catalog(warehouse)), Set.of(names));
  }
}
