package io.bidlake.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.settings.Setting;
import io.bidlake.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  @Test
  void listsTheSettingsAsTheyAre() throws IOException {
    Settings settings = Settings.of(List.of(), Map.of());
    GeneratorSettings unused = GeneratorSettings.read(settings);
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(rows).isEqualTo(settings.known().stream().map(ReadmeTest::row).toList());
  }

  private static String row(Setting setting) {
    String variable = setting.key().endsWith(".*") ? "" : setting.environmentVariable();
    return "| %s | %s | %s | %s |"
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
