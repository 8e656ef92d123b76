package io.bidlake.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.settings.Setting;
import io.bidlake.settings.Settings;
import io.bidlake.testing.GeneratedDoc;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final Path README = Path.of("README.md");
  private static final String HEAD =
      "| setting | environment | default | what it is |\n|---|---|---|---|\n";

  @Test
  void listsTheSettingsAsTheyAre() {
    Settings settings = Settings.of(List.of(), Map.of());
    GeneratorSettings unused = GeneratorSettings.read(settings);
    String expected =
        settings.known().stream().map(ReadmeTest::row).collect(Collectors.joining("", HEAD, ""));

    GeneratedDoc.updateIfAsked(README, "settings", expected);
    assertThat(GeneratedDoc.read(README, "settings")).isEqualTo(expected);
  }

  private static String row(Setting setting) {
    String variable = setting.key().endsWith(".*") ? "" : setting.environmentVariable();
    return "| %s | %s | %s | %s |\n"
        .formatted(
            code(setting.key()),
            code(variable),
            code(setting.defaultText().replaceAll("\\.0$", "")),
            setting.description());
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }
}
