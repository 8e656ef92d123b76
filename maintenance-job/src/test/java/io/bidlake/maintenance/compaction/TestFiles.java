package io.bidlake.maintenance.compaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Parquet files in a folder. */
final class TestFiles {

  private TestFiles() {}

  static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }
}
