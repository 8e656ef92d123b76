package io.bidlake.local.flink;

import io.bidlake.local.config.PlatformException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The snapshot from which a job resumes: its newest complete one, the savepoint of a graceful stop
 * or the checkpoint that a crash left behind. It must be the newest: the sinks skip the commits
 * that a job would repeat from an older one.
 */
public final class RestorePoint {
  private static final String COMPLETE = "_metadata";
  private static final int DEPTH = 3; // <job id>/chk-<n>/_metadata

  private final Path checkpoints;
  private final Path savepoints;

  /**
   * Each job has folders of its own for its snapshots, by name, as its id changes from run to run.
   */
  public RestorePoint(Path flinkData, String jobName) {
    this.checkpoints = flinkData.resolve("checkpoints").resolve(jobName);
    this.savepoints = flinkData.resolve("savepoints").resolve(jobName);
  }

  Path checkpoints() {
    return checkpoints;
  }

  Path savepoints() {
    return savepoints;
  }

  /** The folder of the newest snapshot; empty for a job without one. */
  public Optional<Path> newest() {
    Newest newest = new Newest();
    try {
      for (Path folder : List.of(checkpoints, savepoints)) {
        Files.walkFileTree(folder, Set.of(), DEPTH, newest);
      }
    } catch (IOException e) {
      throw new PlatformException("cannot look for snapshots: " + e, e);
    }
    return Optional.ofNullable(newest.metadata).map(Path::getParent);
  }

  /**
   * Finds the newest snapshot. Flink may delete old snapshots during the search; a deleted one was
   * not the newest.
   */
  private static final class Newest extends SimpleFileVisitor<Path> {
    private Path metadata;
    private long modified;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      long time = attributes.lastModifiedTime().toMillis();
      if (file.endsWith(COMPLETE) && (metadata == null || time > modified)) {
        metadata = file;
        modified = time;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      return gone(failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      return failure == null ? FileVisitResult.CONTINUE : gone(failure);
    }

    private static FileVisitResult gone(IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
