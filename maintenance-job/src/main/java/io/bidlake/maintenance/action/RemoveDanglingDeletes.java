package io.bidlake.maintenance.action;

import com.google.common.collect.Iterables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.DeleteFileSet;

/**
 * Removes delete files that apply to no data file: all rows that they deleted are gone with the
 * files that held them. Nothing else removes them, and each reader plans them.
 */
public final class RemoveDanglingDeletes implements TableAction {

  @Override
  public Effect plan(Table table) {
    table.refresh();
    Snapshot snapshot = table.currentSnapshot();
    return snapshot == null ? Effect.nothing() : effect(dangling(table, snapshot));
  }

  @Override
  public Effect apply(Table table) {
    table.refresh();
    Snapshot snapshot = table.currentSnapshot();
    return snapshot == null
        ? Effect.nothing()
        : remove(table, snapshot.snapshotId(), dangling(table, snapshot));
  }

  /** Removes files that were found dangling in a snapshot. */
  Effect remove(Table table, long foundIn, List<DeleteFile> dangling) {
    if (!dangling.isEmpty()) {
      RewriteFiles rewrite =
          table
              .newRewrite()
              .validateFromSnapshot(foundIn)
              .validateWith(new BuildsOn(table.name(), foundIn));
      dangling.forEach(rewrite::deleteFile);
      rewrite.commit();
    }
    return effect(dangling);
  }

  /** The delete files of a snapshot that a full scan of it does not apply to any data file. */
  List<DeleteFile> dangling(Table table, Snapshot snapshot) {
    List<DeleteFile> dangling = new ArrayList<>();
    List<ManifestFile> manifests = snapshot.deleteManifests(table.io());
    if (manifests.isEmpty()) {
      return dangling;
    }
    DeleteFileSet needed = needed(table, snapshot);
    for (ManifestFile manifest : manifests) {
      try (CloseableIterable<DeleteFile> files =
          ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
        for (DeleteFile file : files) {
          if (!needed.contains(file)) {
            dangling.add(file.copyWithoutStats());
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return dangling;
  }

  private static DeleteFileSet needed(Table table, Snapshot snapshot) {
    DeleteFileSet needed = DeleteFileSet.create();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
      tasks.forEach(task -> needed.addAll(task.deletes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return needed;
  }

  private static Effect effect(List<DeleteFile> dangling) {
    long bytes = dangling.stream().mapToLong(DeleteFile::fileSizeInBytes).sum();
    return new Effect(dangling.size(), 0, bytes, 0, "");
  }

  /**
   * Holds as long as the table goes on from the snapshot that was looked at. Where somebody rolled
   * it back in the meantime, an older snapshot's data files are back that need the delete files.
   */
  private record BuildsOn(String table, long foundIn) implements SnapshotAncestryValidator {

    @Override
    public boolean validate(Iterable<Snapshot> baseSnapshots) {
      return Iterables.any(baseSnapshots, snapshot -> snapshot.snapshotId() == foundIn);
    }

    @Override
    public String errorMessage() {
      return "%s must still build on snapshot %d, in which delete files dangle: it was set back"
          .formatted(table, foundIn);
    }
  }
}
