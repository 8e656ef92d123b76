package io.bidlake.maintenance.compaction;

import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.FileScanTask;

/**
 * Files of one partition that are rewritten together.
 *
 * @param snapshotId snapshot in which the files were found
 * @param tasks the files with their deletes
 * @param outputFiles expected number of files to write
 * @param outputBytes size of each file to write in bytes
 */
public record FileGroup(
    long snapshotId, List<FileScanTask> tasks, int outputFiles, long outputBytes)
    implements Serializable {

  /** Returns the same files as of another snapshot. */
  FileGroup as(long otherSnapshotId, List<FileScanTask> otherTasks) {
    return new FileGroup(otherSnapshotId, otherTasks, outputFiles, outputBytes);
  }

  public int files() {
    return tasks.size();
  }

  /** Returns the total size of the files in bytes. */
  public long bytes() {
    return tasks.stream().mapToLong(FileScanTask::length).sum();
  }

  /** Returns whether any of the files has deletes. */
  public boolean haveDeletes() {
    return tasks.stream().anyMatch(task -> !task.deletes().isEmpty());
  }
}
