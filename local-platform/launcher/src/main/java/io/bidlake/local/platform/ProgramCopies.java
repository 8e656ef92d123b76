package io.bidlake.local.platform;

import io.bidlake.local.config.FolderTree;
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

/**
 * What one build has made, copied into the state folder with the layout of the project. A platform
 * runs the copies: Maven writes over jars in place, which a process that has them open does not
 * survive, and in a project that is cleaned there are none for a service that starts again.
 */
public final class ProgramCopies {
  /** Holds the name of the build; its time is that of the build's begin. */
  private static final String STAMP = "target/bidlake-built";

  /** In {@code target} of a module, beside its jars: what its build fetches from Maven. */
  private static final List<String> FETCHED = List.of("lib", "agent", "registry");

  /** What else a platform takes from the project. */
  private static final List<String> FILES =
      List.of("deploy/kafka", "deploy/trino", "local-platform/trino", STAMP);

  /** Not copied but linked to: 530 MB that are downloaded once, and files that the user edits. */
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
   * Makes the copies of the last build and prints their folder.
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
   * The folder with the copies. They are made if there are none of this build; those of others go.
   */
  static Path of(Path root, String build, StateFolder state) throws IOException {
    state.create();
    Path copies = Files.createDirectories(state.programs()).resolve(build);
    removeOthers(state, build);
    if (!Files.exists(copies)) {
      // Whoever is at it too: the copies that are complete first are taken.
      Path unfinished = copies.resolveSibling("." + build + "-" + ProcessHandle.current().pid());
      new ProgramCopies(root, unfinished).copyAll();
      try {
        Files.move(unfinished, copies);
      } catch (FileAlreadyExistsException e) {
        FolderTree.delete(unfinished);
      }
    }
    return copies;
  }

  /** While a platform runs, any copies may be its own. */
  private static void removeOthers(StateFolder state, String build) throws IOException {
    boolean noneRuns =
        Stream.concat(Stream.of(state), state.others().stream())
            .allMatch(folder -> PlatformLock.holder(folder).isEmpty());
    for (Path other : noneRuns ? list(state.programs()) : List.<Path>of()) {
      if (!other.getFileName().toString().contains(build)) {
        FolderTree.delete(other);
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

  /** A jar of others has its version in its name: Maven deletes it, but does not write over it. */
  private void link(Path file) throws IOException {
    try {
      Files.createLink(placeOf(file), file);
    } catch (IOException | UnsupportedOperationException e) {
      copy(file); // Another file system, or one without links.
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

  /** What is in a folder; nothing where there is none. */
  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
