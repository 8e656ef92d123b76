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
 * Removes dangling delete files, which apply to no data file because the files with the deleted
 * rows have been removed. No other action removes them, and every scan plans them.
 */
public final class RemoveDanglingDeletes implements TableAction {

  @Override
  public Effect run(Table table, Run run) {
    table.refresh();
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return Effect.nothing();
    }
    List<DeleteFile> dangling = dangling(table, snapshot);
    return run == Run.DRY ? effect(dangling) : remove(table, snapshot.snapshotId(), dangling);
  }

  /** Removes delete files that are dangling in a snapshot. */
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

  /** Returns the delete files of a snapshot that a full scan does not apply to any data file. */
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
   * Validates that the table still builds on the snapshot that was examined. After a rollback, it
   * contains older data files again, which need the delete files.
   */
  private record BuildsOn(String table, long foundIn) implements SnapshotAncestryValidator {

    @Override
    public boolean validate(Iterable<Snapshot> baseSnapshots) {
      return Iterables.any(baseSnapshots, snapshot -> snapshot.snapshotId() == foundIn);
    }

    @Override
    public String errorMessage() {
      return "%s must still build on snapshot %d, in which delete files dangle: it was rolled back"
          .formatted(table, foundIn);
    }
  }
}
