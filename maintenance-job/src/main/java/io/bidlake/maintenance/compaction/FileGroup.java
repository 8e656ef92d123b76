package io.bidlake.maintenance.compaction;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.util.SerializationUtil;

/**
 * Files of one partition that one task rewrites. Savepoints hold the name of this class and its
 * components, so it stays in this package.
 *
 * @param table name of the table
 * @param pass the pass that planned it
 * @param snapshotId the snapshot in which the files were found
 * @param run the run of the job in which that was
 * @param files how many files
 * @param bytes what they hold together
 * @param outputFiles how many files will come of it, by their size
 * @param outputBytes size of the files to write
 * @param deletes whether any of the files has deletes
 * @param tasks the files with their deletes, serialized
 */
// Flink serializes arrays without Kryo, and nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
public record FileGroup(
    String table,
    String pass,
    long snapshotId,
    String run,
    int files,
    long bytes,
    int outputFiles,
    long outputBytes,
    boolean deletes,
    byte[] tasks) {

  /** The same files as they are read in another snapshot. */
  FileGroup as(long otherSnapshotId, List<FileScanTask> otherTasks) {
    return new FileGroup(
        table,
        pass,
        otherSnapshotId,
        run,
        files,
        bytes,
        outputFiles,
        outputBytes,
        haveDeletes(otherTasks),
        serialized(otherTasks));
  }

  static boolean haveDeletes(List<FileScanTask> tasks) {
    return tasks.stream().anyMatch(task -> !task.deletes().isEmpty());
  }

  static byte[] serialized(List<FileScanTask> tasks) {
    return SerializationUtil.serializeToBytes(new ArrayList<>(tasks));
  }

  /** The files with their deletes. */
  public List<FileScanTask> fileTasks() {
    return SerializationUtil.deserializeFromBytes(tasks);
  }
}
