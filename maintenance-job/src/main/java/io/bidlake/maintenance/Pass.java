package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Action;
import io.bidlake.tables.MaintenanceAction;
import java.util.Arrays;
import java.util.List;

/**
 * One pass over a table. Savepoints hold the name of this class and its components, so it stays in
 * this package.
 *
 * @param id what the pass is called; no other pass has that name
 * @param table name of the table
 * @param startedAt when it was planned, in epoch milliseconds
 * @param groups how many groups of files are compacted
 * @param actions what is done after the compaction
 */
// Flink serializes arrays without Kryo, and nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
public record Pass(String id, String table, long startedAt, int groups, Action[] actions) {

  static Pass of(
      String id, String table, long startedAt, int groups, List<MaintenanceAction> actions) {
    return new Pass(
        id, table, startedAt, groups, actions.stream().map(Action::of).toArray(Action[]::new));
  }

  List<MaintenanceAction> due() {
    return Arrays.stream(actions).map(Action::current).toList();
  }
}
