package io.bidlake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local files without what they cost where its native library is missing: a process {@code
 * chmod} for each new file, and a second file with its checksums.
 */
public final class PlainLocalFiles extends LocalFileSystem {

  /** Hadoop makes it by this constructor. */
  public PlainLocalFiles() {
    super(new WithoutPermissions());
  }

  /**
   * Gives them to all tables of this JVM: Hadoop keeps its first file system of a kind for all who
   * ask later, whatever their settings say.
   */
  static void useForAllTables() {
    Configuration settings = new Configuration(false);
    settings.setClass("fs.file.impl", PlainLocalFiles.class, FileSystem.class);
    try {
      FileSystem files = new Path("file:///").getFileSystem(settings);
      files.setWriteChecksum(false);
      files.setVerifyChecksum(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its files keep the permissions with which the operating system creates them. */
  private static final class WithoutPermissions extends RawLocalFileSystem {

    @Override
    public void setPermission(Path path, FsPermission permission) {}
  }
}
