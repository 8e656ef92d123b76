package io.bidlake.bench.platform;

import io.bidlake.local.config.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Deletes what a run has left behind. */
public final class Folders {

  private Folders() {}

  /** Deletes the folder with all that is in it, if it exists; links are not followed. */
  public static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      FolderTree.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
