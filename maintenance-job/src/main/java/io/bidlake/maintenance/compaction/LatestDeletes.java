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
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.UnboundTerm;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.transforms.Transform;

/**
 * Updates a group with the deletes that were committed since it was planned. A delete that is
 * committed after the files were read makes their compaction fail, so this runs as late as
 * possible.
 */
final class LatestDeletes {

  private LatestDeletes() {}

  /**
   * Returns the group as of the table's current snapshot.
   *
   * @throws FilesReplacedException if some of its files are no longer part of the table
   */
  static FileGroup of(FileGroup group, Table table) {
    Snapshot current = table.currentSnapshot();
    if (current.snapshotId() == group.snapshotId() || !hasDeletes(current)) {
      return group;
    }
    Set<String> wanted =
        group.tasks().stream()
            .map(task -> task.file().location())
            .collect(Collectors.toCollection(HashSet::new));
    List<FileScanTask> found = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table
            .newScan()
            .useSnapshot(current.snapshotId())
            .filter(partitionOf(group.tasks(), table.schema()))
            .ignoreResiduals()
            .planFiles()) {
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

  /**
   * Returns a filter for the partition of a group; true for all rows if its files have different
   * partition specs.
   */
  @SuppressWarnings("unchecked") // Results of a transform are only compared with each other.
  private static Expression partitionOf(List<FileScanTask> tasks, Schema schema) {
    FileScanTask first = tasks.get(0);
    PartitionSpec spec = first.spec();
    Expression partition = Expressions.alwaysTrue();
    if (tasks.stream().anyMatch(task -> task.file().specId() != spec.specId())) {
      return partition;
    }
    for (int i = 0; i < spec.fields().size(); i++) {
      PartitionField field = spec.fields().get(i);
      String column = schema.findColumnName(field.sourceId());
      if (column != null && !field.transform().isVoid()) {
        UnboundTerm<Object> term =
            Expressions.transform(column, (Transform<?, Object>) field.transform());
        Object value = first.file().partition().get(i, Object.class);
        partition =
            Expressions.and(
                partition,
                value == null ? Expressions.isNull(term) : Expressions.equal(term, value));
      }
    }
    return partition;
  }

  private static boolean hasDeletes(Snapshot snapshot) {
    String deletes = snapshot.summary().get(SnapshotSummary.TOTAL_DELETE_FILES_PROP);
    return deletes == null || Long.parseLong(deletes) > 0;
  }
}
