package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Action;
import io.bidlake.maintenance.action.ExpireSettings;
import io.bidlake.maintenance.action.ExpireSnapshots;
import io.bidlake.maintenance.action.ManifestSettings;
import io.bidlake.maintenance.action.OrphanSettings;
import io.bidlake.maintenance.action.RemoveDanglingDeletes;
import io.bidlake.maintenance.action.RemoveOrphanFiles;
import io.bidlake.maintenance.action.RewriteManifests;
import io.bidlake.maintenance.action.TableAction;
import io.bidlake.maintenance.compaction.CompactionSettings;
import io.bidlake.maintenance.compaction.CompactionSettings.Selection;
import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How one table is maintained.
 *
 * @param every how often each action is due, by the actions that are switched on; what triggers a
 *     compaction beside the time is in the triggers
 * @param compaction how files are compacted
 * @param triggers when they are
 * @param actions all actions but compaction, in the order in which they are done
 */
record TableSettings(
    Map<Action, Duration> every,
    CompactionSettings compaction,
    CompactionSettings.Triggers triggers,
    List<TableAction> actions)
    implements Serializable {

  TableSettings {
    every = Map.copyOf(every);
    actions = List.copyOf(actions);
  }

  /** The least age of orphans: longer than any checkpoint or compaction takes to commit. */
  private static final Duration LEAST_ORPHAN_AGE = Duration.ofDays(1);

  static TableSettings read(Settings settings, Mode mode) {
    Map<Action, Duration> every = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      String prefix = prefix(action);
      boolean enabled = settings.flag(prefix + ".enabled", "true", "Whether " + purpose(action));
      // Read in any case: a setting of an action that is switched off is no unknown one.
      Duration interval =
          settings.duration(
              prefix + ".interval",
              interval(action),
              action == Action.COMPACT
                  ? "Time after which a table that got anything new is compacted in any case"
                  : "How often " + purpose(action));
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
        List.of(
            new RemoveDanglingDeletes(),
            new RewriteManifests(ManifestSettings.read(settings)),
            new ExpireSnapshots(ExpireSettings.read(settings)),
            new RemoveOrphanFiles(OrphanSettings.read(settings, orphanAge))));
  }

  private static String prefix(Action action) {
    return switch (action) {
      case COMPACT -> "compaction";
      case REMOVE_DANGLING_DELETES -> "dangling-deletes";
      case REWRITE_MANIFESTS -> "manifests";
      case EXPIRE_SNAPSHOTS -> "expire";
      case REMOVE_ORPHAN_FILES -> "orphans";
    };
  }

  private static String purpose(Action action) {
    return switch (action) {
      case COMPACT -> "small files are merged, files sorted, and deleted rows left out";
      case REMOVE_DANGLING_DELETES -> "delete files that delete nothing any more are removed";
      case REWRITE_MANIFESTS -> "small manifests are merged";
      case EXPIRE_SNAPSHOTS -> "old snapshots are expired";
      case REMOVE_ORPHAN_FILES -> "files that no snapshot and no writer needs are removed";
    };
  }

  private static Duration interval(Action action) {
    return switch (action) {
      case COMPACT -> Duration.ofMinutes(15);
      case REMOVE_DANGLING_DELETES, REWRITE_MANIFESTS, EXPIRE_SNAPSHOTS -> Duration.ofHours(1);
      case REMOVE_ORPHAN_FILES -> Duration.ofDays(1);
    };
  }

  boolean includes(Action action) {
    return every.containsKey(action);
  }

  TableAction action(Action wanted) {
    return actions.stream().filter(it -> it.action() == wanted).findFirst().orElseThrow();
  }
}
