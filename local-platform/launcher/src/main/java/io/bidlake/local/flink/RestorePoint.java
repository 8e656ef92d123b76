package io.bidlake.local.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a job goes on: its newest complete snapshot, be it the savepoint of an orderly stop or the
 * checkpoint that a crash left behind. Only the newest will do: the sinks skip what an older one
 * would send again.
 */
public final class RestorePoint {
  private static final String COMPLETE = "_metadata";
  private static final int DEPTH = 3; // <job id>/chk-<n>/_metadata

  private final Path checkpoints;
  private final Path savepoints;

  /** Each job keeps its snapshots in folders of its own, whatever its id was in that run. */
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

  /** The folder of the newest snapshot, empty for a job that never made one. */
  public Optional<Path> newest() {
    return Stream.of(checkpoints, savepoints)
        .flatMap(RestorePoint::snapshots)
        .max(Comparator.comparingLong(RestorePoint::modified))
        .map(Path::getParent);
  }

  private static Stream<Path> snapshots(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files.filter(file -> file.endsWith(COMPLETE)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
