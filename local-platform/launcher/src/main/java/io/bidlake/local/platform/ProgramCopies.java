package io.bidlake.local.platform;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.StateFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * The programs of one build, copied into the state folder with the layout of the project. A
 * platform runs the copies: Maven overwrites jars in place, which crashes a process that has them
 * open, and after a {@code mvn clean} a service could not restart.
 */
public final class ProgramCopies {
  /** Holds the name of the build; its modification time is the start of the build. */
  private static final String STAMP = "target/bidlake-built";

  /** Folders in a module's {@code target} with files that its build fetches with Maven. */
  private static final List<String> FETCHED = List.of("lib", "agent", "registry");

  /** Other files of the project that a platform uses. */
  private static final List<String> FILES =
      List.of("deploy/kafka", "deploy/trino", "local-platform/trino", STAMP);

  /** Linked instead of copied: Trino, a download of 530 MB, and queries, which the user edits. */
  private static final List<String> SHARED =
      List.of("local-platform/trino", "deploy/trino/queries");

  private final Path root;
  private final Path copies;
  private final Set<Path> ownJars = new HashSet<>();

  private ProgramCopies(Path root, Path copies) {
    this.root = root;
    this.copies = copies;
  }

  /**
   * Copies the programs of the last build and prints the folder of the copies.
   *
   * @param args the project's folder and the state folder
   */
  public static void main(String[] args) {
    Path root = Path.of(args[0]);
    try {
      String build = Files.readString(root.resolve(STAMP)).strip();
      System.out.println(of(root, build, new StateFolder(Path.of(args[1]))));
    } catch (PlatformException e) {
      fail(e.getMessage());
    } catch (IOException e) {
      fail("cannot copy the programs: " + e);
    }
  }

  private static void fail(String text) {
    System.err.println(text);
    System.exit(1);
  }

  /**
   * Returns the folder with the copies of a build, and creates it if needed. Copies of other builds
   * are deleted.
   */
  static Path of(Path root, String build, StateFolder state) throws IOException {
    state.create();
    Path copies = Files.createDirectories(state.programs()).resolve(build);
    removeOthers(state, build);
    if (!Files.exists(copies)) {
      // Another process may be copying too: the copies that are complete first are used.
      Path unfinished = copies.resolveSibling("." + build + "-" + ProcessHandle.current().pid());
      new ProgramCopies(root, unfinished).copyAll();
      try {
        Files.move(unfinished, copies);
      } catch (FileAlreadyExistsException e) {
        PathUtils.delete(unfinished);
      }
    }
    return copies;
  }

  /** Does nothing while a platform runs: it may use any of the copies. */
  private static void removeOthers(StateFolder state, String build) throws IOException {
    boolean noneRuns =
        Stream.concat(Stream.of(state), state.others().stream())
            .allMatch(folder -> PlatformLock.holder(folder).isEmpty());
    for (Path other : noneRuns ? list(state.programs()) : List.<Path>of()) {
      if (!other.getFileName().toString().contains(build)) {
        PathUtils.delete(other);
      }
    }
  }

  private void copyAll() throws IOException {
    List<Path> targets = new ArrayList<>();
    for (Path parent : List.of(root, root.resolve("local-platform"))) {
      list(parent).forEach(module -> targets.add(module.resolve("target")));
    }
    for (Path target : targets) {
      for (Path file : list(target)) {
        if (file.toString().endsWith(".jar")) {
          ownJars.add(file.getFileName());
          copy(file);
        }
      }
    }
    for (Path target : targets) {
      for (String folder : FETCHED) {
        place(target.resolve(folder));
      }
    }
    for (String file : FILES) {
      place(root.resolve(file));
    }
  }

  private void place(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    if (SHARED.contains(root.relativize(file).toString())) {
      Files.createSymbolicLink(placeOf(file), file);
    } else if (Files.isDirectory(file)) {
      for (Path child : list(file)) {
        place(child);
      }
    } else if (file.toString().endsWith(".jar") && !ownJars.contains(file.getFileName())) {
      link(file);
    } else {
      copy(file);
    }
  }

  /**
   * A third-party jar has its version in its name: Maven may delete it, but does not overwrite it.
   */
  private void link(Path file) throws IOException {
    try {
      Files.createLink(placeOf(file), file);
    } catch (IOException | UnsupportedOperationException e) {
      copy(file); // Hard links do not work across file systems, or at all on some.
    }
  }

  private void copy(Path file) throws IOException {
    Files.copy(
        file,
        placeOf(file),
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Path placeOf(Path file) throws IOException {
    Path place = copies.resolve(root.relativize(file));
    Files.createDirectories(place.getParent());
    return place;
  }

  /** The entries of a folder; empty if it does not exist. */
  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
