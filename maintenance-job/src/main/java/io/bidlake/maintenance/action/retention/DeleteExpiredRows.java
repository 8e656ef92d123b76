package io.bidlake.maintenance.action.retention;

import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.TableAction;
import io.bidlake.tables.LandingProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.ManifestEvaluator;

/**
 * Deletes the rows of a table that are older than its property {@code bidlake.retention}, in
 * milliseconds. It takes whole files out of the table, those in which {@linkplain RetentionLimit
 * all rows are older}: no file is read or rewritten, and a younger row is never deleted. The files
 * themselves are removed once the snapshots expire that contain them.
 */
public final class DeleteExpiredRows implements TableAction {

  /** Maximum number of files per commit, which bounds the memory. */
  private static final int MOST_PER_COMMIT = 10_000;

  private final Clock clock;
  private final int mostPerCommit;

  public DeleteExpiredRows() {
    this(Clock.systemUTC(), MOST_PER_COMMIT);
  }

  DeleteExpiredRows(Clock clock, int mostPerCommit) {
    this.clock = clock;
    this.mostPerCommit = mostPerCommit;
  }

  @Override
  public boolean concerns(Table table) {
    return table.properties().containsKey(LandingProperties.RETENTION);
  }

  @Override
  public Effect run(Table table, Run run) {
    table.refresh();
    if (!concerns(table)) {
      return Effect.nothing();
    }
    RetentionLimit limit = limit(table);
    Deleted deleted = new Deleted();
    if (run == Run.DRY) {
      forEachExpired(
          table,
          limit,
          file -> {
            deleted.add(file);
            return true;
          });
    } else {
      delete(table, limit, deleted);
    }
    return deleted.effect(limit);
  }

  private void delete(Table table, RetentionLimit limit, Deleted deleted) {
    List<DataFile> expired;
    do {
      table.refresh();
      expired = someExpired(table, limit);
      if (!expired.isEmpty()) {
        // A file that another writer replaces meanwhile stays until the next run.
        DeleteFiles deletion = table.newDelete();
        expired.forEach(deletion::deleteFile);
        deletion.commit();
        expired.forEach(deleted::add);
      }
    } while (expired.size() == mostPerCommit);
  }

  private RetentionLimit limit(Table table) {
    String text = table.properties().get(LandingProperties.RETENTION);
    try {
      long millis = Long.parseLong(text);
      if (millis > 0) {
        return RetentionLimit.of(table, clock.instant().minus(Duration.ofMillis(millis)));
      }
    } catch (NumberFormatException e) {
      // The same as a number that is not positive.
    }
    throw new ValidationException(
        "%s of %s must be a positive number of milliseconds, was '%s'",
        LandingProperties.RETENTION, table.name(), text);
  }

  private List<DataFile> someExpired(Table table, RetentionLimit limit) {
    List<DataFile> expired = new ArrayList<>();
    forEachExpired(
        table,
        limit,
        file -> {
          expired.add(file.copyWithoutStats());
          return expired.size() < mostPerCommit;
        });
    return expired;
  }

  /**
   * Calls an action for each file with nothing but expired rows.
   *
   * @param next returns whether to go on
   */
  private static void forEachExpired(Table table, RetentionLimit limit, Predicate<DataFile> next) {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return;
    }
    for (ManifestFile manifest : snapshot.dataManifests(table.io())) {
      PartitionSpec spec = table.specs().get(manifest.partitionSpecId());
      if (!ManifestEvaluator.forRowFilter(limit.mayBeOlder(), spec, true).eval(manifest)) {
        continue;
      }
      try (ManifestReader<DataFile> files =
          ManifestFiles.read(manifest, table.io(), table.specs()).filterRows(limit.mayBeOlder())) {
        for (DataFile file : files) {
          if (limit.isPassedBy(file, spec) && !next.test(file)) {
            return;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What was deleted so far. */
  private static final class Deleted {
    private long files;
    private long rows;
    private long bytes;

    void add(DataFile file) {
      files++;
      rows += file.recordCount();
      bytes += file.fileSizeInBytes();
    }

    Effect effect(RetentionLimit limit) {
      return new Effect(
          files, 0, bytes, 0, String.format(Locale.ROOT, "%,d rows with %s", rows, limit));
    }
  }
}
