package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Action;
import io.bidlake.maintenance.compaction.CompactionSettings.Triggers;
import io.bidlake.maintenance.table.TableSize.Growth;
import io.bidlake.maintenance.upkeep.TableSettings;
import io.bidlake.tables.MaintenanceAction;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;

/** Tracks the last runs of the actions on one table, and determines which actions are due. */
final class TableWatch {

  private final String table;
  private final TableSettings settings;
  private final Duration retryAfter;
  private final Map<MaintenanceAction, LastRun> last = new EnumMap<>(MaintenanceAction.class);

  /** Id of the compaction pass that is running; empty for none. */
  private String pass = "";

  /** Whether the last pass left some of the files that it should have compacted. */
  private boolean unfinished;

  /**
   * @param retryAfter time without a commit after which a compaction counts as failed
   */
  TableWatch(String table, TableSettings settings, Duration retryAfter) {
    this.table = table;
    this.settings = settings;
    this.retryAfter = retryAfter;
  }

  /**
   * Restores the last run of an action after a restart. A pass that was running at that time is
   * lost.
   */
  void restore(LastRun known) {
    last.put(known.action().current(), known);
    unfinished = true;
  }

  List<LastRun> known() {
    return List.copyOf(last.values());
  }

  /** Returns whether a compaction is due. */
  boolean compactionIsDue(Table now, long time) {
    if (!settings.includes(MaintenanceAction.COMPACT) || isUnderWay(now, time)) {
      return false;
    }
    LastRun before = last.get(MaintenanceAction.COMPACT);
    if (before == null || unfinished) {
      return true;
    }
    if (sequenceNumber(now) < before.sequenceNumber()) {
      return true; // Another table took the name, or the table was rolled back.
    }
    Growth added = Growth.since(before.sequenceNumber(), now);
    Triggers triggers = settings.triggers();
    return !added.isEmpty()
        && (triggers.areMetBy(added.files(), added.bytes(), added.deleteFiles())
            || time - before.at() >= settings.every().get(MaintenanceAction.COMPACT).toMillis());
  }

  private boolean isUnderWay(Table now, long time) {
    if (!pass.isEmpty()) {
      // Files that could not be rewritten are retried after a delay, not immediately. The commits
      // of a long pass show that it is running.
      long heard = PassMark.lastCommit(pass, now).orElse(last.get(MaintenanceAction.COMPACT).at());
      boolean givenUp = time - heard >= retryAfter.toMillis();
      if (givenUp || PassMark.isOver(pass, now)) {
        unfinished |= givenUp || PassMark.hadConflicts(pass, now);
        pass = "";
      }
    }
    return !pass.isEmpty();
  }

  /**
   * Records a planned compaction.
   *
   * @param begun id of the pass; empty if there was nothing to do
   * @param later number of groups that are left to the next pass
   */
  void compacting(Table now, long time, String begun, int later) {
    note(MaintenanceAction.COMPACT, now, time);
    pass = begun;
    unfinished = later > 0;
  }

  /** Returns the actions that are due, except compaction, and records them as started. */
  List<MaintenanceAction> beginDue(Table now, long time) {
    List<MaintenanceAction> due =
        settings.actions().keySet().stream().filter(action -> isDue(action, now, time)).toList();
    due.forEach(action -> note(action, now, time));
    return due;
  }

  private boolean isDue(MaintenanceAction action, Table now, long time) {
    LastRun before = last.get(action);
    return settings.includes(action)
        && settings.actions().get(action).concerns(now)
        && (before == null || time - before.at() >= settings.every().get(action).toMillis());
  }

  private void note(MaintenanceAction action, Table now, long time) {
    last.put(action, new LastRun(table, Action.of(action), time, sequenceNumber(now)));
  }

  private static long sequenceNumber(Table now) {
    return now.currentSnapshot() == null ? 0 : now.currentSnapshot().sequenceNumber();
  }
}
