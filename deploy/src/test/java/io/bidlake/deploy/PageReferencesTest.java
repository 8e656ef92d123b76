package io.bidlake.deploy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README, CONTRIBUTING, {@code docs/} and the modules' READMEs refer to exists. */
class PageReferencesTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern LINK = Pattern.compile("]\\((?!\\w+:)([^)\\s]+)\\)");

  /** A text in backticks with a slash inside or a file's ending. */
  private static final Pattern FILE =
      Pattern.compile(
          "`([\\w*-][\\w.*-]*(?:/[\\w.*-]+)+/?"
              + "|[\\w*.-]+\\.(?:md|ya?ml|java|sql|json|properties|avsc|xml|sh|csv|py|conf))`");

  /** Paths in build output, in a state folder and in a cloud, not in the project. */
  private static final Pattern OF_OTHERS = Pattern.compile("(target|data|roles)/.*");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\b(?:[A-Z]+\\b|Xxx)|\\*");
  private static final Pattern TEST = Pattern.compile("\\b[A-Z][A-Za-z*]*[a-z*](?:Test|IT)\\b");
  private static final Pattern KEY =
      Pattern.compile("(?:`|--)([a-z][a-z-]*(?:\\.[a-z_][a-z0-9_-]*)+)(?![\\w.*])");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "(?<=`(?=\\w+`))[A-Z][A-Z0-9]*(?:_+[A-Z0-9]+)+|\\b[A-Z][A-Z0-9]*(?:_+[A-Z0-9]+)+(?==)");

  /**
   * A table in the namespace that has the name of a group of settings, which have no underscores.
   */
  private static final Pattern LANDING_TABLE = Pattern.compile("landing\\.[a-z]+(_[a-z]+)+");

  private static final List<String> PATHS = Project.paths();

  private static final Set<Setting> SETTINGS =
      Arrays.stream(Programs.values()).flatMap(it -> it.known().stream()).collect(toSet());

  /** The words of sources and deployment files, variables and constants among them. */
  private static final Set<String> WORDS =
      PATHS.stream()
          .filter(
              path -> path.matches(".*\\.(java|ya?ml|py|sh|sql|avsc)|/bidlake|/deploy/flink/.*"))
          .filter(path -> !path.contains("/src/test/"))
          .map(path -> Project.path(path.substring(1)))
          .filter(Files::isRegularFile)
          .flatMap(file -> Arrays.stream(Project.text(file).split("\\W+")))
          .collect(toSet());

  /** First parts of the settings' keys; {@code flink.} is used by Flink and Iceberg too. */
  private static final Set<String> GROUPS =
      SETTINGS.stream()
          .filter(setting -> setting.key().contains("."))
          .map(setting -> group(setting.key()))
          .filter(group -> !group.equals("flink"))
          .collect(toSet());

  static Stream<String> pages() {
    return PATHS.stream()
        .filter(path -> path.endsWith(".md") && !path.contains("/src/"))
        .filter(path -> !path.equals("/CHANGELOG.md")); // It describes the past.
  }

  @ParameterizedTest
  @MethodSource("pages")
  void ofPagesLeadSomewhere(String page) {
    Path file = Project.path(page.substring(1));

    assertThat(broken(file, Project.text(file))).isEmpty();
  }

  @Test
  void areFoundWhereTheyLeadNowhere() {
    String text =
        """
        [a](docs/tables.md#clicks) [b](docs/table.md) [c](docs/tables.md#click) [d](#here) [e](#there)
        ## Here
        `docs/settings.md` `docs/setting.md` `rows/BidRequestRows` `rows/BidRows` `up.yml`
        ProgramsTest `Prometheus*Test` ProgramTest
        `expire.max-age` `expire.age` `--event-time.late 1h` `table.clicks.expire.max-age` `kafka.any`
        `EXPIRE_MAX_AGE=1h` `EXPIRE_AGE=1h` `S3_PORT` `UNKNOWN_SCHEMA` `UNKNOWN_SCHEME` `--a B_C`
        """;

    assertThat(broken(Project.path("README.md"), text))
        .containsExactly(
            "docs/table.md",
            "docs/tables.md#click",
            "#there",
            "docs/setting.md",
            "rows/BidRows",
            "up.yml",
            "ProgramTest",
            "expire.age",
            "event-time.late",
            "EXPIRE_AGE",
            "UNKNOWN_SCHEME");
  }

  private static List<String> broken(Path page, String text) {
    Stream<String> links =
        found(LINK, prose(text)).filter(link -> !exists(page, text, link.split("#", 2)));
    Stream<String> files =
        found(FILE, text)
            .filter(name -> !OF_OTHERS.matcher(name).matches())
            .filter(name -> PATHS.stream().noneMatch(endsWith(name)));
    Stream<String> tests =
        found(TEST, text).filter(name -> PATHS.stream().noneMatch(endsWith(name + ".java")));
    Stream<String> keys =
        found(KEY, text)
            .filter(key -> GROUPS.contains(group(key)))
            .filter(key -> !LANDING_TABLE.matcher(key).matches())
            .filter(key -> !isKnown(key, Setting::key));
    Stream<String> variables =
        found(VARIABLE, text)
            .filter(name -> !WORDS.contains(name))
            .filter(name -> !isKnown(name, Setting::environmentVariable));
    return Stream.of(links, files, tests, keys, variables).flatMap(it -> it).toList();
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(it -> it.group(it.groupCount()));
  }

  private static String prose(String text) {
    return BLOCK.matcher(text).replaceAll("");
  }

  /** Whether a link's file, and the heading in it, are there. */
  private static boolean exists(Path page, String text, String[] link) {
    Path target = page.resolveSibling(link[0]);
    if (!link[0].isEmpty() && !Files.exists(target)) {
      return false;
    }
    return link.length == 1
        || anchors(link[0].isEmpty() ? text : Project.text(target)).anyMatch(link[1]::equals);
  }

  /** The anchors of a page's headings, as GitHub makes them. */
  private static Stream<String> anchors(String text) {
    return found(HEADING, prose(text))
        .map(it -> it.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-'));
  }

  private static Predicate<String> endsWith(String name) {
    String literal = name.replaceFirst("/$", "").replace(".", "\\.");
    String pattern = PLACEHOLDER.matcher(literal).replaceAll("[^/]*");
    return Pattern.compile(".*/" + pattern + "(\\.java)?").asMatchPredicate();
  }

  private static String group(String key) {
    return key.substring(0, key.indexOf('.'));
  }

  /**
   * Whether it is a setting, maybe of one table, or belongs to a family such as {@code kafka.*}.
   */
  private static boolean isKnown(String name, Function<Setting, String> as) {
    String general =
        name.replaceFirst(
            "^(table\\.(?:landing\\.)?[a-z_]+\\.|TABLE_(?:LANDING_EVENTS_)?[A-Z]+_)", "");
    return SETTINGS.stream()
        .anyMatch(
            setting ->
                setting.key().endsWith("*")
                    ? name.startsWith(as.apply(setting).replace("*", ""))
                    : general.equals(as.apply(setting)));
  }
}
