package io.bidlake.maintenance.testing;

import io.bidlake.tables.ColumnType;
import io.bidlake.tables.Columns;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.TableDefinition.Layout;

/** A table that Bidlake does not know. */
public final class Foreign {

  public static final TableDefinition<Long> TABLE = named("foreign_table");

  private Foreign() {}

  public static TableDefinition<Long> named(String name) {
    return new TableDefinition<>(
        name,
        "A table of somebody else.",
        new Columns<Long>().optional("at", ColumnType.MILLIS, at -> at, "A time.").all(),
        Layout.byDay("at"));
  }
}
