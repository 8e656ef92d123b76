package io.bidlake.maintenance.compaction;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.util.SerializationUtil;

/**
 * Files of one partition that one task rewrites. Savepoints contain the name of this class and its
 * components, so it must stay in this package.
 *
 * @param table name of the table
 * @param pass id of the pass that planned it
 * @param snapshotId snapshot in which the files were found
 * @param run id of the run of the job that planned it
 * @param files number of files
 * @param bytes total size of the files in bytes
 * @param outputFiles expected number of files to write
 * @param outputBytes size of each file to write in bytes
 * @param deletes whether any of the files has deletes
 * @param tasks scan tasks of the files with their deletes, serialized
 */
// Flink serializes arrays without Kryo, and these are never compared.
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

  /** Returns the same files as of another snapshot. */
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

  /** Returns the files with their deletes. */
  public List<FileScanTask> fileTasks() {
    return SerializationUtil.deserializeFromBytes(tasks);
  }
}
