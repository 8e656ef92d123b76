package io.bidlake.maintenance.compaction;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.util.SerializationUtil;

/**
 * What became of a group of files.
 *
 * @param group the group
 * @param files how many files were written
 * @param bytes what they hold together
 * @param written the files, serialized
 * @param error why nothing was written; empty when all went well
 */
// Flink serializes arrays without Kryo, and nobody compares these.
@SuppressWarnings("ArrayRecordComponent")
public record RewrittenGroup(FileGroup group, int files, long bytes, byte[] written, String error) {

  static RewrittenGroup of(FileGroup group, List<DataFile> written) {
    long bytes = written.stream().mapToLong(DataFile::fileSizeInBytes).sum();
    byte[] serialized = SerializationUtil.serializeToBytes(new ArrayList<>(written));
    return new RewrittenGroup(group, written.size(), bytes, serialized, "");
  }

  public static RewrittenGroup failed(FileGroup group, String error) {
    return new RewrittenGroup(group, 0, 0, new byte[0], error);
  }

  public boolean succeeded() {
    return error.isEmpty();
  }

  List<DataFile> writtenFiles() {
    return SerializationUtil.deserializeFromBytes(written);
  }
}
