package io.bidlake.maintenance.compaction;

import java.util.List;
import org.apache.iceberg.DataFile;

/**
 * Result of the rewrite of a group of files.
 *
 * @param group the group
 * @param written files that take the place of those of the group once they are committed
 */
public record RewrittenGroup(FileGroup group, List<DataFile> written) {

  public long bytes() {
    return written.stream().mapToLong(DataFile::fileSizeInBytes).sum();
  }
}
