package io.bidlake.aggregation;

import io.bidlake.tables.Tables;
import io.bidlake.testing.RowValues;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.RowData;

/** What has become of the events: two tables, and who is counted in neither or one. */
final class AggregationResults {

  final ChangedTable byCountry = new ChangedTable(Tables.HOURLY_IMPRESSIONS_BY_GEO);
  final ChangedTable byBidder = new ChangedTable(Tables.ROLLING_METRICS_BY_BIDDER);

  /** Rows of {@code late_events} by what they are about. */
  final Map<Uncounted, Map<String, Object>> uncounted = new HashMap<>();

  /** An event that a table does not count. */
  record Uncounted(String table, long offset) {}

  void addUncounted(RowData data) {
    Map<String, Object> row = RowValues.of(Tables.LATE_EVENTS.schema(), data);
    Uncounted which = new Uncounted((String) row.get("table_name"), (long) row.get("offset"));
    if (uncounted.put(which, row) != null) {
      throw new AssertionError(which + " must be written once");
    }
  }

  boolean counts(String table, AggregationEvent event) {
    return !uncounted.containsKey(new Uncounted(table, event.offset));
  }
}
