package io.bidlake.bench.pieces;

import io.bidlake.model.TableDefinition;
import io.bidlake.runtime.RowLayout;
import io.bidlake.runtime.TableRows;

/** Tables that are in the catalog just as they are defined. */
public final class DefinedTables {

  private DefinedTables() {}

  public static TableRows rows(TableDefinition table) {
    return new TableRows(table, RowLayout.of(table, table.schema()));
  }
}
