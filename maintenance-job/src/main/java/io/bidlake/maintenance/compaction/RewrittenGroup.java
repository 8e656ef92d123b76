package io.bidlake.maintenance.compaction;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.util.SerializationUtil;

/**
 * Result of the rewrite of a group of files.
 *
 * @param group the group
 * @param files number of written files
 * @param bytes total size of the written files in bytes
 * @param written written files, serialized
 * @param error error message; empty on success
 */
// Flink serializes arrays without Kryo, and these are never compared.
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
