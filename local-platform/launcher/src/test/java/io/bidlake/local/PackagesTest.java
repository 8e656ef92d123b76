package io.bidlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PackagesTest {
  private static final Path SOURCES = Path.of("src/main/java/io/bidlake/local");
  private static final Pattern OURS =
      Pattern.compile("(?m)^import (?:static )?io\\.bidlake\\.local\\.([a-z.]+)\\.");

  /** Each may use those before it. */
  static final List<String> LOWEST_FIRST =
      List.of(
          "config",
          "process",
          "server",
          "trino",
          "service",
          "flink",
          "platform",
          "cli.screen",
          "cli.program",
          "cli.demo",
          "chaos.proxy",
          "chaos",
          "cli");

  @Test
  void areAllInOrder() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.')))
          .hasSizeGreaterThan(50)
          .hasSameElementsAs(LOWEST_FIRST);
    }
  }

  @ParameterizedTest
  @FieldSource("LOWEST_FIRST")
  void useOnlyThoseBelow(String name) throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path file : files(name)) {
      Matcher imports = OURS.matcher(Files.readString(file));
      while (imports.find()) {
        used.add(imports.group(1));
      }
    }
    used.remove(name); // Nested classes.

    assertThat(LOWEST_FIRST.subList(0, LOWEST_FIRST.indexOf(name))).containsAll(used);
  }

  @ParameterizedTest
  @FieldSource("LOWEST_FIRST")
  void sayWhatTheyAreForAndHoldAboutTwelveFiles(String name) throws IOException {
    assertThat(files(name))
        .hasSizeBetween(2, 13)
        .anyMatch(file -> file.endsWith("package-info.java"));
  }

  private static List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(SOURCES.resolve(name.replace('.', '/')))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
