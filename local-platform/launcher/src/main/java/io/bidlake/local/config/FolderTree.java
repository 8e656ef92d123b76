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

  /** Deletes the file, or the folder with its contents; symbolic links are not followed. */
  public static void delete(Path top) throws IOException {
    try (Stream<Path> tree = Files.walk(top)) {
      // The contents of a folder are deleted before the folder.
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
