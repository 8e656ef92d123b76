package io.bidlake.local.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files and folders below a folder. */
public final class FolderTree {
  private FolderTree() {}

  /** Deletes the folder, or the file, with all that is in it; links are not followed. */
  public static void delete(Path top) throws IOException {
    try (Stream<Path> tree = Files.walk(top)) {
      // What is in a folder goes before it.
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
