package io.bidlake.maintenance.compaction;

import io.bidlake.maintenance.compaction.CompactionSettings.Order;
import io.bidlake.maintenance.compaction.CompactionSettings.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.actions.BinPackRewriteFilePlanner;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Selects the files to rewrite. Like Iceberg's own planner, it selects files whose size is far from
 * the target and files with deletes. In addition, it selects full files that are not in the table's
 * sort order, and can postpone small files until a rewrite is worthwhile.
 */
final class CompactionPlanner extends BinPackRewriteFilePlanner {

  private final CompactionSettings settings;
  private final long smallerThan;
  private final int wantedOrder;

  CompactionPlanner(Table table, long snapshotId, CompactionSettings settings) {
    super(table, Expressions.alwaysTrue(), snapshotId, true);
    this.settings = settings;
    long target = targetBytes(table, settings);
    this.smallerThan = (long) (target * MIN_FILE_SIZE_DEFAULT_RATIO);
    this.wantedOrder = table.sortOrder().orderId();
    init(
        Map.of(
            TARGET_FILE_SIZE_BYTES,
            String.valueOf(target),
            MIN_INPUT_FILES,
            String.valueOf(settings.minInputFiles()),
            MAX_FILE_GROUP_SIZE_BYTES,
            String.valueOf(settings.maxGroupBytes()),
            MAX_FILE_GROUP_INPUT_FILES,
            String.valueOf(settings.maxGroupFiles()),
            // The ratio of deleted rows is unknown for equality deletes, so rewrite at the first
            // delete file.
            DELETE_FILE_THRESHOLD,
            "1",
            RewriteDataFiles.REWRITE_JOB_ORDER,
            "files-desc"));
  }

  static long targetBytes(Table table, CompactionSettings settings) {
    return settings.targetBytes() != null
        ? settings.targetBytes()
        : PropertyUtil.propertyAsLong(
            table.properties(),
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
  }

  /** Groups the files of one partition. */
  @Override
  protected Iterable<List<FileScanTask>> planFileGroups(Iterable<FileScanTask> tasks) {
    return settings.selection() == Selection.ALL
        ? super.planFileGroups(tasks)
        : super.planFileGroups(worthwhile(tasks));
  }

  @Override
  protected Iterable<FileScanTask> filterFiles(Iterable<FileScanTask> tasks) {
    List<FileScanTask> picked = new ArrayList<>();
    for (FileScanTask task : tasks) {
      if (isFullAndUnsorted(task) || super.filterFiles(List.of(task)).iterator().hasNext()) {
        picked.add(task);
      }
    }
    return picked;
  }

  @Override
  protected Iterable<List<FileScanTask>> filterFileGroups(List<List<FileScanTask>> groups) {
    return groups.stream()
        .filter(
            group ->
                super.filterFileGroups(List.of(group)).iterator().hasNext()
                    || group.stream().anyMatch(this::isFullAndUnsorted))
        .toList();
  }

  /**
   * Returns whether a full file is not in the table's sort order. Small files are sorted when they
   * are merged.
   */
  private boolean isFullAndUnsorted(FileScanTask task) {
    return settings.order() == Order.TABLE
        && !table().sortOrder().isUnsorted()
        && task.length() >= smallerThan
        && !isSorted(task);
  }

  private boolean isSorted(FileScanTask task) {
    Integer order = task.file().sortOrderId();
    return order != null && order == wantedOrder;
  }

  /**
   * Returns all files except the small ones that are larger than all smaller ones together: merging
   * those would write much data for little benefit. The sizes of the files that are left at least
   * double from one to the next, so a partition keeps only a few small files, and each row is
   * rewritten a logarithmic number of times.
   */
  private List<FileScanTask> worthwhile(Iterable<FileScanTask> tasks) {
    List<FileScanTask> small =
        StreamSupport.stream(tasks.spliterator(), false)
            .filter(this::isSmallAndClean)
            .sorted((a, b) -> Long.compare(a.length(), b.length()))
            .toList();
    int worth = small.isEmpty() ? 0 : 1;
    long smaller = 0;
    for (int i = 0; i < small.size(); i++) {
      if (small.get(i).length() <= smaller) {
        worth = i + 1;
      }
      smaller += small.get(i).length();
    }
    List<FileScanTask> picked = new ArrayList<>(small.subList(0, worth));
    tasks.forEach(
        task -> {
          if (!isSmallAndClean(task)) {
            picked.add(task);
          }
        });
    return picked;
  }

  private boolean isSmallAndClean(FileScanTask task) {
    return task.length() < smallerThan && task.deletes().isEmpty();
  }
}
