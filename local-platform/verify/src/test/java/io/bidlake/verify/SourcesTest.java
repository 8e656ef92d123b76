package io.bidlake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the main code may use: what proves the jobs right must not share their mistakes. */
class SourcesTest {

  private static final Path SOURCES = Path.of("src/main/java/io/bidlake/verify");

  private static final Pattern USED =
      Pattern.compile("\\bio\\.bidlake\\.(?!verify)[\\w.]*\\w|\\.(?:has|value)\\(\\)\\.of\\(");

  /** Records, names, settings and the list of address blocks; no code that fills a column. */
  private static final List<String> SHARED =
      List.of(
          "io\\.bidlake\\.model\\.\\w+",
          "io\\.bidlake\\.domain\\.AddressBlocks",
          "io\\.bidlake\\.domain\\.enrichment\\.Enrichments\\.Kind",
          "io\\.bidlake\\.settings\\.\\w+",
          "io\\.bidlake\\.registry\\.(RegistrySettings|RegistryHttp|RegistryUnavailableException)",
          "io\\.bidlake\\.tables\\.(Tables|TableDefinition|FlatTable)",
          "io\\.bidlake\\.tables\\.LateEvent\\.Reason");

  /** Each uses only itself and those before it. */
  private static final List<String> PACKAGES =
      List.of(
          "base",
          "store",
          "layout",
          "kafka",
          "job",
          "text",
          "sender",
          "columns",
          "openrtb",
          "notices",
          "enrichment",
          "rows",
          "lake",
          "report",
          "landing",
          "compare",
          "events",
          "truth",
          "windows",
          "show");

  @Test
  void shareRecordsNamesAndSettingsWithTheJobsAndNoMore() throws IOException {
    assertThat(uses(USED)).isNotEmpty().allMatch(used -> SHARED.stream().anyMatch(used::matches));
  }

  @Test
  void dependOnEachOtherOneWay() throws IOException {
    Map<String, List<Path>> byPackage =
        sources().collect(Collectors.groupingBy(file -> file.getParent().getFileName().toString()));
    assertThat(byPackage.keySet()).containsAll(PACKAGES).hasSize(PACKAGES.size() + 1);
    Pattern imported = Pattern.compile("import (?:static )?io\\.bidlake\\.verify\\.(\\w+)");
    for (String name : PACKAGES) {
      for (Path file : byPackage.get(name)) {
        Matcher matcher = imported.matcher(text(file));
        while (matcher.find()) {
          assertThat(PACKAGES.subList(0, PACKAGES.indexOf(name) + 1))
              .as("what %s may use", file)
              .contains(matcher.group(1));
        }
      }
    }
  }

  private static List<String> uses(Pattern pattern) throws IOException {
    return sources()
        .flatMap(file -> pattern.matcher(text(file)).results())
        .map(found -> found.group())
        .distinct()
        .toList();
  }

  private static Stream<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
