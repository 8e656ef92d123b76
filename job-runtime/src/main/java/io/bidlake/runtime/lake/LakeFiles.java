package io.bidlake.runtime.lake;

import io.bidlake.domain.reference.LocalFiles;
import io.bidlake.domain.reference.ReferenceFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Reads files where the tables are, such as {@code s3://bucket/rates.csv}, with the credentials of
 * a table; and files of the machine.
 */
final class LakeFiles implements ReferenceFiles {

  private final LocalFiles local = new LocalFiles();
  private final FileIO io;

  /**
   * @param io the files of a table; serializable
   */
  LakeFiles(FileIO io) {
    this.io = io;
  }

  @Override
  public FileState state(String location) throws IOException {
    if (LocalFiles.isLocal(location)) {
      return local.state(location);
    }
    if (!(io instanceof SupportsPrefixOperations listing)) {
      throw new IOException(
          "%s cannot tell when a file was modified".formatted(io.getClass().getName()));
    }
    for (FileInfo file : listing.listPrefix(location)) {
      if (file.location().equals(location)) {
        return new FileState(file.size(), Instant.ofEpochMilli(file.createdAtMillis()));
      }
    }
    throw new FileNotFoundException("the file does not exist");
  }

  @Override
  public byte[] read(String location) throws IOException {
    if (LocalFiles.isLocal(location)) {
      return local.read(location);
    }
    try (SeekableInputStream in = io.newInputFile(location).newStream()) {
      return in.readAllBytes();
    }
  }
}
