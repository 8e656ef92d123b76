package io.bidlake.maintenance.upkeep;

import io.bidlake.maintenance.action.RemoveDanglingDeletes;
import io.bidlake.maintenance.action.RewriteManifests;
import io.bidlake.maintenance.action.RewriteManifests.ManifestSettings;
import io.bidlake.maintenance.action.TableAction;
import io.bidlake.maintenance.action.orphans.RemoveOrphanFiles;
import io.bidlake.maintenance.action.orphans.RemoveOrphanFiles.OrphanSettings;
import io.bidlake.maintenance.action.retention.DeleteExpiredRows;
import io.bidlake.maintenance.action.snapshots.ExpireSettings;
import io.bidlake.maintenance.action.snapshots.ExpireSnapshots;
import io.bidlake.maintenance.compaction.CompactionSettings;
import io.bidlake.maintenance.compaction.CompactionSettings.Selection;
import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.settings.Settings;
import io.bidlake.tables.MaintenanceAction;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Settings of the maintenance of one table.
 *
 * @param every interval of each enabled action
 * @param compaction settings of the compaction
 * @param triggers amounts of new data that trigger a compaction before its interval has passed
 * @param actions all actions except compaction, in the order in which they run
 */
public record TableSettings(
    Map<MaintenanceAction, Duration> every,
    CompactionSettings compaction,
    CompactionSettings.Triggers triggers,
    Map<MaintenanceAction, TableAction> actions)
    implements Serializable {

  public TableSettings {
    every = Map.copyOf(every);
    actions = Collections.unmodifiableMap(new EnumMap<>(actions));
  }

  /** Minimum age of orphan files: longer than any checkpoint or compaction takes to commit. */
  private static final Duration LEAST_ORPHAN_AGE = Duration.ofDays(1);

  public static TableSettings read(Settings settings, Mode mode) {
    Map<MaintenanceAction, Duration> every = new EnumMap<>(MaintenanceAction.class);
    for (MaintenanceAction action : MaintenanceAction.values()) {
      Words words = Words.of(action);
      boolean enabled =
          settings.flag(words.prefix() + ".enabled", "true", "Whether " + words.purpose());
      // Read the interval in any case: a setting of a disabled action is not an unknown setting.
      Duration interval =
          settings.duration(
              words.prefix() + ".interval",
              words.interval(),
              action == MaintenanceAction.COMPACT
                  ? "Time after which a table with any new files is compacted"
                  : "How often " + words.purpose());
      if (enabled) {
        every.put(action, interval);
      }
    }
    Selection selection = mode == Mode.CONTINUOUS ? Selection.WORTHWHILE : Selection.ALL;
    Duration orphanAge = mode == Mode.DRY_RUN ? Duration.ZERO : LEAST_ORPHAN_AGE;
    return new TableSettings(
        every,
        CompactionSettings.read(settings, selection),
        CompactionSettings.Triggers.read(settings),
        Map.of(
            MaintenanceAction.DELETE_EXPIRED_ROWS,
            new DeleteExpiredRows(),
            MaintenanceAction.REMOVE_DANGLING_DELETES,
            new RemoveDanglingDeletes(),
            MaintenanceAction.REWRITE_MANIFESTS,
            new RewriteManifests(ManifestSettings.read(settings)),
            MaintenanceAction.EXPIRE_SNAPSHOTS,
            new ExpireSnapshots(ExpireSettings.read(settings)),
            MaintenanceAction.REMOVE_ORPHAN_FILES,
            new RemoveOrphanFiles(OrphanSettings.read(settings, orphanAge))));
  }

  /** Keys, descriptions and defaults of the settings of an action. */
  private record Words(String prefix, String purpose, Duration interval) {

    static Words of(MaintenanceAction action) {
      Duration hour = Duration.ofHours(1);
      return switch (action) {
        case COMPACT ->
            new Words(
                "compaction",
                "small files are merged, files are sorted and deleted rows removed",
                Duration.ofMinutes(15));
        case DELETE_EXPIRED_ROWS ->
            new Words(
                "expired-rows",
                "rows older than the table's bidlake.retention (milliseconds) are deleted",
                hour);
        case REMOVE_DANGLING_DELETES ->
            new Words(
                "dangling-deletes",
                "delete files without any row left to delete are removed",
                hour);
        case REWRITE_MANIFESTS -> new Words("manifests", "small manifests are merged", hour);
        case EXPIRE_SNAPSHOTS -> new Words("expire", "old snapshots are expired", hour);
        case REMOVE_ORPHAN_FILES ->
            new Words(
                "orphans",
                "files that neither a snapshot nor a writer needs are removed",
                Duration.ofDays(1));
      };
    }
  }

  /** Returns the expiry of snapshots, whether it is enabled or not. */
  public ExpireSnapshots expiry() {
    return (ExpireSnapshots) actions.get(MaintenanceAction.EXPIRE_SNAPSHOTS);
  }

  public boolean includes(MaintenanceAction action) {
    return every.containsKey(action);
  }
}
