package io.bidlake.maintenance.action.orphans;

import io.bidlake.maintenance.action.FilePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Table;

/** The files in a table's folder, as the file system shows them. */
final class OrphanFolder {

  private final Path folder;

  OrphanFolder(Table table) {
    this.folder = Path.of(FilePath.of(table.location()));
  }

  /** Puts a file there as a task leaves it that failed before its commit. */
  Path orphan(String path) {
    return write(path.replace("*", UUID.randomUUID().toString()), "left behind");
  }

  Path write(String path, String content) {
    Path file = folder.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void makeOlder(Path file, Duration age) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files but the checksums that the local file system keeps for itself. */
  Set<String> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(file -> !file.endsWith(".crc"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
