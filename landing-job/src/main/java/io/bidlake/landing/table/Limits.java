package io.bidlake.landing.table;

import io.bidlake.settings.Settings;
import java.io.Serializable;

/**
 * Limits that protect the catalog from what senders send.
 *
 * @param tablesPerHour how many topics without a rule may get a table in an hour
 * @param columnsPerHour how many columns may be added to a table in an hour
 * @param columnsPerTable how many columns a table may have
 */
public record Limits(int tablesPerHour, int columnsPerHour, int columnsPerTable)
    implements Serializable {

  public static Limits read(Settings settings) {
    return new Limits(
        (int)
            settings.wholeNumber(
                "landing.tables-per-hour",
                100,
                1,
                100_000,
                "How many topics may get a table in an hour, besides those that have a rule of their"
                    + " own; other topics wait"),
        (int)
            settings.wholeNumber(
                "landing.columns-per-hour",
                500,
                1,
                100_000,
                "How many columns may be added to a table in an hour; records that need more are"
                    + " dead letters"),
        (int)
            settings.wholeNumber(
                "landing.columns-per-table",
                5_000,
                10,
                100_000,
                "How many columns a table may have, with those in structs"));
  }
}
