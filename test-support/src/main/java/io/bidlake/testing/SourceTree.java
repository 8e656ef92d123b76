package io.bidlake.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the project. */
public final class SourceTree {

  private SourceTree() {}

  /**
   * Returns a file of the project.
   *
   * @param file path from the project's root; the file exists
   */
  public static Path file(String file) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(file))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalArgumentException("the project has no " + file);
    }
    return folder.resolve(file);
  }

  /** Returns a database of places or networks that MaxMind publishes for tests. */
  public static Path geoDatabase(String name) {
    return file("domain/src/test/resources/io/bidlake/domain/enrichment/maxmind/" + name);
  }
}
