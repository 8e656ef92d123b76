package io.bidlake.maintenance.report;

import io.bidlake.maintenance.action.Effect;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.MaintenanceEntry;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * An action on a table that has started; creates its entry of {@code maintenance_log} when it ends.
 */
public record Begun(String table, MaintenanceAction action, long startedAt) {

  /** Returns the entry of an action that succeeded or was planned. */
  public MaintenanceEntry ended(long endedAt, Outcome outcome, Effect effect, Table after) {
    Long snapshot =
        Optional.ofNullable(after.currentSnapshot()).map(Snapshot::snapshotId).orElse(null);
    return entry(endedAt, outcome, effect, snapshot);
  }

  /** Returns the entry of an action that failed. */
  public MaintenanceEntry failed(long endedAt, Outcome outcome, String why) {
    return entry(endedAt, outcome, new Effect(0, 0, 0, 0, why), null);
  }

  private MaintenanceEntry entry(long endedAt, Outcome outcome, Effect effect, Long snapshot) {
    return new MaintenanceEntry(
        table,
        action,
        startedAt,
        endedAt,
        effect.filesBefore(),
        effect.filesAfter(),
        known(effect.bytesBefore()),
        known(effect.bytesAfter()),
        snapshot,
        outcome,
        effect.detail().isEmpty() ? null : effect.detail());
  }

  private static Long known(long bytes) {
    return bytes == Effect.UNKNOWN ? null : Long.valueOf(bytes);
  }
}
