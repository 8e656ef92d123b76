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

/** Knows what was done to one table when, and with that what is due. */
final class TableWatch {

  private final String table;
  private final TableSettings settings;
  private final Duration retryAfter;
  private final Map<MaintenanceAction, LastRun> last = new EnumMap<>(MaintenanceAction.class);

  /** The compaction that is under way; empty for none. */
  private String pass = "";

  /** Whether the last pass left work that it had found. */
  private boolean unfinished;

  /**
   * @param retryAfter when a compaction of which nothing is heard counts as failed
   */
  TableWatch(String table, TableSettings settings, Duration retryAfter) {
    this.table = table;
    this.settings = settings;
    this.retryAfter = retryAfter;
  }

  /** Takes up what was known before a restart. A pass that was under way then is lost. */
  void restore(LastRun known) {
    last.put(known.action().current(), known);
    unfinished = true;
  }

  List<LastRun> known() {
    return List.copyOf(last.values());
  }

  /** Whether to look for files to compact. */
  boolean compactionIsDue(Table now, long time) {
    if (!settings.includes(MaintenanceAction.COMPACT) || isUnderWay(now, time)) {
      return false;
    }
    LastRun before = last.get(MaintenanceAction.COMPACT);
    if (before == null || unfinished) {
      return true;
    }
    Growth added = Growth.since(before.sequenceNumber(), now);
    Triggers triggers = settings.triggers();
    return !added.isEmpty()
        && (triggers.areMetBy(added.files(), added.bytes(), added.deleteFiles())
            || time - before.at() >= settings.every().get(MaintenanceAction.COMPACT).toMillis());
  }

  private boolean isUnderWay(Table now, long time) {
    if (!pass.isEmpty()) {
      // Files that could not be rewritten are tried again after a while, not over and over. A long
      // pass gives signs of life by its commits.
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
   * Notes a compaction.
   *
   * @param begun name of the pass; empty when there was nothing to do
   * @param later how many groups of files were left to the next one
   */
  void compacting(Table now, long time, String begun, int later) {
    note(MaintenanceAction.COMPACT, now, time);
    pass = begun;
    unfinished = later > 0;
  }

  /** The actions that are due, but for compaction; they count as begun. */
  List<MaintenanceAction> beginDue(Table now, long time) {
    List<MaintenanceAction> due =
        settings.actions().keySet().stream().filter(action -> isDue(action, time)).toList();
    due.forEach(action -> note(action, now, time));
    return due;
  }

  private boolean isDue(MaintenanceAction action, long time) {
    LastRun before = last.get(action);
    return settings.includes(action)
        && (before == null || time - before.at() >= settings.every().get(action).toMillis());
  }

  private void note(MaintenanceAction action, Table now, long time) {
    long sequenceNumber =
        now.currentSnapshot() == null ? 0 : now.currentSnapshot().sequenceNumber();
    last.put(action, new LastRun(table, Action.of(action), time, sequenceNumber));
  }
}
