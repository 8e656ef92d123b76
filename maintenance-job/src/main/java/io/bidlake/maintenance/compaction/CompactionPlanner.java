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
 * Picks what to rewrite as Iceberg's own planner does: files far from the target size and files
 * that have deletes. Beyond that it picks full files that are not in the table's sort order, and
 * can leave small files until they are worth a rewrite.
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
            // Equality deletes have no share of a file's rows that could be too large.
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

  /** The files of one partition in groups. */
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

  /** Small files wait for others: they get sorted when they are merged. */
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
   * All but the small files that are larger than all smaller ones together: to merge those would
   * write much to gain little. What is left has at least doubling sizes, so a partition keeps a
   * handful of small files, and each row is written a logarithmic number of times.
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
