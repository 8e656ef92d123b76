package io.bidlake.maintenance.compaction;

import io.bidlake.maintenance.compaction.GroupRewriter.FilesReplacedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Brings a group that had to wait up to date with the deletes that came meanwhile. A delete that
 * comes after the files were read undoes their compaction, so the later they are read the better.
 */
final class LatestDeletes {

  private LatestDeletes() {}

  /**
   * The group as it is in the table's current snapshot.
   *
   * @throws FilesReplacedException if some of its files are not part of the table any more
   */
  static FileGroup of(FileGroup group, Table table) {
    Snapshot current = table.currentSnapshot();
    if (current.snapshotId() == group.snapshotId() || !hasDeletes(current)) {
      return group;
    }
    Set<String> wanted =
        group.fileTasks().stream()
            .map(task -> task.file().location())
            .collect(Collectors.toCollection(HashSet::new));
    List<FileScanTask> found = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(current.snapshotId()).ignoreResiduals().planFiles()) {
      for (FileScanTask task : tasks) {
        if (wanted.remove(task.file().location())) {
          found.add(task);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!wanted.isEmpty()) {
      throw new FilesReplacedException(wanted.size());
    }
    return group.as(current.snapshotId(), found);
  }

  private static boolean hasDeletes(Snapshot snapshot) {
    String deletes = snapshot.summary().get(SnapshotSummary.TOTAL_DELETE_FILES_PROP);
    return deletes == null || Long.parseLong(deletes) > 0;
  }
}
