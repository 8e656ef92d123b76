package io.bidlake.local.flink;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.bidlake.local.config.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    try {
      Map<Path, FileTime> complete = new LinkedHashMap<>();
      for (Path folder : List.of(checkpoints, savepoints)) {
        if (Files.exists(folder)) {
          try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            for (Path file : files.filter(file -> file.endsWith(COMPLETE)).toList()) {
              complete.put(file.getParent(), Files.getLastModifiedTime(file, NOFOLLOW_LINKS));
            }
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        }
      }
      return complete.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    } catch (NoSuchFileException e) {
      return newest(); // Flink has deleted an old snapshot during the search.
    } catch (IOException e) {
      throw new PlatformException("cannot look for snapshots: " + e, e);
    }
  }
}
