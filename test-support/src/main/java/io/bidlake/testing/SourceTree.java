package io.bidlake.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the project. */
public final class SourceTree {

  private SourceTree() {}

  /** Returns the root folder: the nearest parent folder that contains the schemas. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("schemas/avro"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** Returns a database of places or networks that MaxMind publishes for tests. */
  public static Path geoDatabase(String name) {
    return root()
        .resolve("domain/src/test/resources/io/bidlake/domain/enrichment/maxmind")
        .resolve(name);
  }
}
