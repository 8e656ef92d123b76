package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Action;
import io.bidlake.tables.MaintenanceAction;
import java.util.Arrays;
import java.util.List;

/**
 * One pass over a table. Savepoints contain the name of this class and its components, so it must
 * stay in this package.
 *
 * @param id unique id of the pass
 * @param table name of the table
 * @param startedAt planning time in epoch milliseconds
 * @param groups number of groups of files to compact
 * @param actions actions to run after the compaction
 */
// Flink serializes arrays without Kryo, and these are never compared.
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
