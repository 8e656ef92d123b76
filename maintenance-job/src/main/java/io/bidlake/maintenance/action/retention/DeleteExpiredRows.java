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
import java.util.function.Consumer;
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
 *
 * @param mostPerCommit maximum number of files per commit, which bounds the memory
 */
public record DeleteExpiredRows(Clock clock, int mostPerCommit) implements TableAction {

  private static final int MOST_PER_COMMIT = 10_000;

  public DeleteExpiredRows() {
    this(Clock.systemUTC(), MOST_PER_COMMIT);
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
    List<DataFile> batch = new ArrayList<>();
    forEachExpired(
        table,
        limit,
        file -> {
          deleted.add(file);
          if (run == Run.REAL) {
            batch.add(file.copyWithoutStats());
          }
          if (batch.size() == mostPerCommit) {
            delete(table, batch);
          }
        });
    if (!batch.isEmpty()) {
      delete(table, batch);
    }
    return deleted.effect(limit);
  }

  /** Deletes files and removes them from the list. One that was replaced meanwhile is left out. */
  private static void delete(Table table, List<DataFile> batch) {
    DeleteFiles deletion = table.newDelete();
    batch.forEach(deletion::deleteFile);
    deletion.commit();
    batch.clear();
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

  /** Calls an action for each file with nothing but expired rows. */
  private static void forEachExpired(Table table, RetentionLimit limit, Consumer<DataFile> action) {
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
          if (limit.isPassedBy(file, spec)) {
            action.accept(file);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What was deleted so far, or would be. */
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
