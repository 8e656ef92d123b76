package io.bidlake.maintenance.action.orphans;

import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.FileRemoval;
import io.bidlake.maintenance.action.TableAction;
import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files from a table's folders that neither a snapshot nor a pending commit needs, such as
 * those of failed tasks and commits.
 */
public record RemoveOrphanFiles(OrphanSettings settings, Clock clock) implements TableAction {

  private static final Logger LOG = LoggerFactory.getLogger(RemoveOrphanFiles.class);
  private static final int SHOWN = 20;

  public RemoveOrphanFiles(OrphanSettings settings) {
    this(settings, Clock.systemUTC());
  }

  @Override
  public Effect run(Table table, Run run) {
    table.refresh();
    TableFolders folders = TableFolders.of(table);
    List<FileInfo> orphans =
        OrphanSearch.find(table, folders, clock.instant().minus(settings.minAge()));
    if (run == Run.DRY) {
      orphans.forEach(
          file ->
              LOG.info(
                  "{} is an orphan of {} ({} bytes)", file.location(), table.name(), file.size()));
      return effect(orphans, 0, folders);
    }
    FileRemoval removal = new FileRemoval(table.io());
    orphans.forEach(file -> removal.remove(file.location()));
    removal.finish();
    return effect(orphans, removal.failed(), folders);
  }

  private static Effect effect(List<FileInfo> orphans, long failed, TableFolders folders) {
    StringBuilder detail =
        new StringBuilder(
            orphans.stream()
                .limit(SHOWN)
                .map(FileInfo::location)
                .collect(Collectors.joining(", ")));
    if (orphans.size() > SHOWN) {
      detail.append(" and %d more".formatted(orphans.size() - SHOWN));
    }
    if (failed > 0) {
      detail.append("; %d of them could not be removed".formatted(failed));
    }
    if (!folders.foreign().isEmpty()) {
      detail.append("; not searched, other tables may share it: " + folders.foreign());
    }
    long bytes = orphans.stream().mapToLong(FileInfo::size).sum();
    return new Effect(orphans.size(), failed, bytes, failed == 0 ? 0 : -1, detail.toString());
  }

  /**
   * Settings of the removal of orphan files.
   *
   * @param minAge minimum age of an orphan file; younger files may be about to be committed
   */
  public record OrphanSettings(Duration minAge) implements Serializable {

    /** Reads the settings, and rejects an age below the minimum. */
    public static OrphanSettings read(Settings settings, Duration leastAge) {
      Duration minAge =
          settings.duration(
              "orphans.min-age", Duration.ofDays(3), "Age from which an orphan file is removed");
      if (minAge.compareTo(leastAge) < 0) {
        settings.reject(
            "orphans.min-age must be at least %s, was %s: younger files may be about to be committed"
                .formatted(leastAge, minAge));
      }
      return new OrphanSettings(minAge);
    }
  }
}
