package io.bidlake.maintenance;

import io.bidlake.runtime.Lake;
import java.nio.file.Path;
import java.util.Set;

/** Loaders of tables in a folder, as the tasks of a job have them. */
final class Loaders {

  private Loaders() {}

  static TableLoaders of(Path warehouse, String... names) {
    return TableLoaders.of(new Lake(TestTable.catalog(warehouse)), Set.of(names));
  }
}
