package io.bidlake.local.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.FilesUncheck;
import org.apache.commons.io.file.PathUtils;
import org.apache.commons.io.function.Uncheck;

/** The folder in which a platform keeps its data, logs, configuration and pid files. */
public record StateFolder(Path root) {
  private static final String MARKER = ".bidlake-state";
  private static final String CHAOS = "chaos";

  public StateFolder {
    root = root.toAbsolutePath().normalize();
  }

  public Path data(String owner) {
    return root.resolve("data").resolve(owner);
  }

  public Path log(String name) {
    return logs().resolve(name + ".log");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  public Path conf(String owner) {
    return root.resolve("conf").resolve(owner);
  }

  /** A file that is only valid while the platform runs. */
  public Path run(String file) {
    return root.resolve("run").resolve(file);
  }

  /** The copies of the programs, one folder per build; see {@code ProgramCopies}. */
  public Path programs() {
    return root.resolve("programs");
  }

  /** A folder for temporary files; it is empty after {@link #clearScratch}. */
  public Path scratch(String owner) {
    return root.resolve("scratch").resolve(owner);
  }

  /** Deletes temporary files that killed processes left behind. */
  public void clearScratch() {
    Path scratch = root.resolve("scratch");
    if (isOurs() && Files.exists(scratch)) {
      Uncheck.run(() -> PathUtils.delete(scratch), () -> "cannot delete " + scratch);
    }
  }

  /** The state folder of a demo, separate from that of {@code up}. */
  public StateFolder demo() {
    return new StateFolder(root.resolve("demo"));
  }

  /** The state folder of a chaos run, which is kept if the run fails. */
  public StateFolder chaos(long seed) {
    return new StateFolder(root.resolve(CHAOS).resolve("seed-" + seed));
  }

  /** The state folders of other platforms inside this one: the demo's and those of chaos runs. */
  public List<StateFolder> others() {
    List<StateFolder> others = new ArrayList<>(List.of(demo()));
    Path chaos = root.resolve(CHAOS);
    if (Files.isDirectory(chaos)) {
      try (Stream<Path> runs = FilesUncheck.list(chaos)) {
        runs.map(StateFolder::new).filter(StateFolder::isOurs).forEach(others::add);
      }
    }
    return others;
  }

  /**
   * Creates the folder, or uses an existing state folder.
   *
   * @throws PlatformException if the folder holds other files, or cannot be written
   */
  public void create() {
    try {
      Files.createDirectories(root);
      if (!isOurs()) {
        try (Stream<Path> files = Files.list(root)) {
          if (files.findAny().isPresent()) {
            throw new PlatformException(
                "BIDLAKE_STATE must be an empty folder or one that Bidlake made, was "
                    + root
                    + ", which holds other files");
          }
        }
        Files.writeString(root.resolve(MARKER), "Bidlake keeps its state here.\n");
      }
      for (String folder : new String[] {"data", "logs", "conf", "run"}) {
        Files.createDirectories(root.resolve(folder));
      }
    } catch (IOException e) {
      throw new PlatformException(
          "the state folder (--state or BIDLAKE_STATE) must be one that can be written, was %s: %s"
              .formatted(root, reason(e)),
          e);
    }
  }

  private static String reason(IOException problem) {
    if (problem instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason =
        problem instanceof FileSystemException file ? file.getReason() : problem.getMessage();
    return reason == null ? problem.toString() : reason;
  }

  /** Whether the folder has the marker file of a state folder. */
  public boolean isOurs() {
    return Files.isRegularFile(root.resolve(MARKER));
  }

  /**
   * Deletes the folder with its contents. Only a folder with the marker file is deleted, and
   * symbolic links are not followed.
   */
  public void delete() {
    if (!Files.exists(root)) {
      return;
    }
    if (!isOurs()) {
      throw new PlatformException(
          root + " is not deleted: expected the marker file " + MARKER + " in it, found none");
    }
    try {
      // The marker is deleted last, so that an interrupted deletion can be repeated.
      Path marker = root.resolve(MARKER);
      try (Stream<Path> files = Files.list(root)) {
        for (Path file : files.filter(file -> !file.equals(marker)).toList()) {
          PathUtils.delete(file);
        }
      }
      Files.delete(marker);
      Files.delete(root);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }
}
