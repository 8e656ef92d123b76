package io.bidlake.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schema files of the project, today's and the released ones, by their names. */
final class SchemaFiles {

  private static final Path ROOT = root();

  private SchemaFiles() {}

  /** The schemas that the classes of this build are generated from. */
  static Map<String, Schema> today() {
    return schemasIn(ROOT.resolve("schemas/avro"));
  }

  /** The schemas of every release, by its number and in that order. */
  static SortedMap<Integer, Map<String, Schema>> released() {
    SortedMap<Integer, Map<String, Schema>> releases = new TreeMap<>();
    try (Stream<Path> folders = Files.list(ROOT.resolve("schemas/released"))) {
      folders
          .filter(Files::isDirectory)
          .forEach(
              folder ->
                  releases.put(
                      Integer.valueOf(folder.getFileName().toString()), schemasIn(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return releases;
  }

  /** Where the event that a release wrote with a schema is kept. */
  static Path event(int release, String schemaName) {
    return ROOT.resolve(
        "model/src/test/resources/released/%d/%s.bin".formatted(release, schemaName));
  }

  private static Map<String, Schema> schemasIn(Path folder) {
    Map<String, Schema> schemas = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.avsc$", "");
        schemas.put(name, new Schema.Parser().parse(file.toFile()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return schemas;
  }

  /** Maven runs tests in the module, an IDE often in the project. */
  private static Path root() {
    Path start = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("schemas/avro"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no folder above %s has schemas/avro".formatted(start));
  }
}
