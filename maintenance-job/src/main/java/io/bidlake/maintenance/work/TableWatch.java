package io.bidlake.maintenance.work;

import io.bidlake.maintenance.compaction.CompactionSettings.Triggers;
import io.bidlake.maintenance.upkeep.TableSettings;
import io.bidlake.maintenance.work.TableSize.Growth;
import io.bidlake.tables.MaintenanceAction;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;

/**
 * Tracks the last runs of the actions on one table and the work on it, and determines which actions
 * are due.
 */
final class TableWatch {

  private final String table;
  private final TableSettings settings;
  private final Duration retryAfter;
  private final Map<MaintenanceAction, LastRun> last = new EnumMap<>(MaintenanceAction.class);

  /** Number of pieces of the last compaction that have not ended. */
  private int underWay;

  /** Actions to run after the compaction. */
  private List<MaintenanceAction> then = List.of();

  /** Whether the last compaction left some of the files that it should have compacted. */
  private boolean unfinished;

  /** Whether any file of the last compaction was replaced, and whether any could not be. */
  private boolean committed;

  private boolean failed;

  /** Time before which nothing is compacted, because the last attempt failed altogether. */
  private long notBefore;

  /**
   * @param retryAfter time after which a compaction that failed is tried again
   */
  TableWatch(String table, TableSettings settings, Duration retryAfter) {
    this.table = table;
    this.settings = settings;
    this.retryAfter = retryAfter;
  }

  /**
   * Restores the last run of an action after a restart. Work that was being done at that time is
   * lost.
   */
  void restore(LastRun known) {
    last.put(known.action(), known);
    unfinished = true;
  }

  List<LastRun> known() {
    return List.copyOf(last.values());
  }

  /** Returns whether work on the table has not ended. */
  boolean isBusy() {
    return underWay > 0;
  }

  /** Returns whether a compaction is due. */
  boolean compactionIsDue(Table now, long time) {
    if (!settings.includes(MaintenanceAction.COMPACT) || isBusy() || time < notBefore) {
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

  /**
   * Records a planned compaction.
   *
   * @param later number of groups that are left to the next one
   */
  void compacting(Table now, long time, int later) {
    note(MaintenanceAction.COMPACT, now, time);
    unfinished = later > 0;
    committed = false;
    failed = false;
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
    last.put(action, new LastRun(table, action, time, sequenceNumber(now)));
  }

  private static long sequenceNumber(Table now) {
    return now.currentSnapshot() == null ? 0 : now.currentSnapshot().sequenceNumber();
  }

  /** Records pieces of work that wait to be done. */
  void begun(int pieces) {
    underWay += pieces;
  }

  /** Keeps actions until the work on the table has ended. */
  void runAfterwards(List<MaintenanceAction> actions) {
    then = actions;
  }

  /**
   * Records the end of a piece of work. What another writer prevented is compacted at the next
   * check.
   *
   * @return actions to run now, as all files are compacted
   */
  List<MaintenanceAction> ended(Work.Outcome outcome, long time) {
    committed |= outcome.committed();
    failed |= outcome.failed();
    unfinished |= outcome.conflict() || outcome.failed();
    underWay--;
    if (isBusy()) {
      return List.of();
    }
    if (failed && !committed) {
      notBefore = time + retryAfter.toMillis();
    }
    List<MaintenanceAction> now = then;
    then = List.of();
    return now;
  }
}
