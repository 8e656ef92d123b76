package io.bidlake.verify.show;

import io.bidlake.verify.lake.TableRows;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.report.TextTable;
import io.bidlake.verify.report.WindowsResult.UncountedCount;
import io.bidlake.verify.show.TableGallery.TableView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;

/**
 * The numbers of events that the windowed tables do not count, with the reasons.
 *
 * @param counts the numbers by table and reason
 */
record UncountedCounts(List<UncountedCount> counts) implements TableView {

  private static final int TABLE = Layout.LATE_EVENTS.index("table_name");
  private static final int REASON = Layout.LATE_EVENTS.index("reason");

  static UncountedCounts of(Table table) {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    new TableRows(Layout.LATE_EVENTS, table)
        .read(
            (layout, row) ->
                counts
                    .computeIfAbsent(String.valueOf(row[TABLE]), name -> new TreeMap<>())
                    .merge(String.valueOf(row[REASON]), 1L, Long::sum));
    return new UncountedCounts(UncountedCount.of(counts));
  }

  @Override
  public String asText(int width) {
    if (counts.isEmpty()) {
      return "(no rows)";
    }
    return TextTable.of(
        counts,
        List.of(
            TextTable.text("table that does not count them", UncountedCount::table),
            TextTable.text("reason", UncountedCount::reason),
            TextTable.number("events", UncountedCount::rows)));
  }
}
