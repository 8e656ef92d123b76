package io.bidlake.testing;

import io.bidlake.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of settings in {@code docs/settings.md}. The settings that all jobs have in common are in
 * a separate table; the table of a job lists the others.
 */
public final class SettingsTable {

  /** Name of the table of the settings that all jobs have in common. */
  public static final String OF_ALL_JOBS = "settings of all jobs";

  private static final Path PAGE = SourceTree.root().resolve("docs/settings.md");
  private static final String HEAD =
      "| setting | environment | default | what it is |\n|---|---|---|---|\n";

  private SettingsTable() {}

  /** Returns the table in the documentation. */
  public static String documented(String name) {
    return GeneratedDoc.read(PAGE, name);
  }

  /**
   * Returns the expected table; with {@code -Dupdate.docs=true} it is also written to the
   * documentation.
   *
   * @param settings all settings that the program reads
   */
  public static String expected(String name, List<Setting> settings) {
    List<String> common =
        name.equals(OF_ALL_JOBS) ? List.of() : documented(OF_ALL_JOBS).lines().toList();
    String rows =
        settings.stream()
            .map(SettingsTable::row)
            .filter(row -> !common.contains(row))
            .map(row -> row + "\n")
            .collect(Collectors.joining());
    GeneratedDoc.updateIfAsked(PAGE, name, HEAD + rows);
    return HEAD + rows;
  }

  private static String row(Setting setting) {
    boolean family = setting.key().endsWith("*");
    return "| `%s` | %s | %s | %s |"
        .formatted(
            setting.key(),
            family ? "" : "`" + setting.environmentVariable() + "`",
            setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`",
            setting.description());
  }
}
