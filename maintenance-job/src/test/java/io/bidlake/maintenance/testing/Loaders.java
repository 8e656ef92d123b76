package io.bidlake.maintenance.testing;

import io.bidlake.runtime.lake.Lake;
import io.bidlake.runtime.lake.LakeTables;
import java.nio.file.Path;

/** The tables in a folder, as the tasks of a job load them. */
public final class Loaders {

  private Loaders() {}

  public static LakeTables of(Path warehouse) {
    return new Lake(TestTable.catalog(warehouse)).tables();
  }
}
