package io.bidlake.maintenance.testing;

import io.bidlake.tables.ColumnType;
import io.bidlake.tables.Columns;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.TableDefinition.Layout;

/** A table that Bidlake does not know. */
public final class Foreign {

  public static final TableDefinition<Long> TABLE =
      new TableDefinition<>(
          "foreign_table",
          "A table of somebody else.",
          new Columns<Long>().optional("at", ColumnType.MILLIS, at -> at, "A time.").all(),
          Layout.byDay("at"));

  private Foreign() {}
}
