package io.bidlake.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsProblemsTest {

  @Test
  void reportsEveryProblemAtOnce() {
    Settings settings =
        Settings.of(
            List.of("stray", "--win-rate", "2", "--funnel.click-window=PT0S", "--wim-rate", "1"),
            Map.of("EVENTS_PER_SECOND", "many"));
    settings.rate("win-rate", 0.15, "Share of responses that win");
    settings.duration("funnel.click-window", Duration.ofSeconds(60), "Wait for a click");
    settings.wholeNumber("events-per-second", 100, 1, 1000, "Speed");
    settings.requiredText("catalog.uri", "Address of the catalog");
    settings.reject("a contradicts b");

    String[] expected = {
      "unexpected argument 'stray': settings are given as --key value",
      "win-rate must be a number from 0 to 1, was '2'",
      "funnel.click-window must be a duration of at least 1ms, such as 30s, 5m or 1h, was 'PT0S'",
      "EVENTS_PER_SECOND must be a whole number from 1 to 1000, was 'many'",
      "catalog.uri must be set (or CATALOG_URI in the environment): Address of the catalog",
      "a contradicts b",
      "unknown setting --wim-rate; did you mean --win-rate?"
    };
    assertThat(Problems.of(settings)).containsExactly(expected);
    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(String.join(System.lineSeparator(), expected));
  }

  @Test
  void checksWithoutComplaintWhenAllIsWell() {
    Settings settings = winRate(List.of("--win-rate", "0.2"), Map.of());
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--catalog.uri=", "--catalog.uri= "})
  void countsABlankTextAsMissingWhereOneIsRequired(String argument) {
    Settings settings = Settings.of(List.of(argument), Map.of());
    assertThat(settings.requiredText("catalog.uri", "Address")).isEmpty();
    assertThat(Problems.of(settings))
        .containsExactly("catalog.uri must be set (or CATALOG_URI in the environment): Address");
  }

  @Test
  void acceptsARequiredTextFromTheEnvironment() {
    Settings settings = Settings.of(List.of(), Map.of("CATALOG_URI", "http://catalog"));
    assertThat(settings.requiredText("catalog.uri", "Address")).isEqualTo("http://catalog");
    assertThat(Problems.of(settings)).isEmpty();
  }

  @Test
  void suggestsTheNearestKeyForAnUnknownArgument() {
    Settings settings = Settings.of(List.of("--click-rat", "1"), Map.of());
    settings.rate("click-date", 0, "Two edits away");
    settings.rate("click-rate", 0, "One edit away");
    assertThat(Problems.of(settings))
        .containsExactly("unknown setting --click-rat; did you mean --click-rate?");
  }

  @Test
  void pointsToTheHelpWhenNoKeyIsNear() {
    assertThat(Problems.of(winRate(List.of("--parallelism", "4"), Map.of())))
        .containsExactly("unknown setting --parallelism; --help lists all settings");
  }

  @Test
  void suggestsTheNearestKeyForAnUnknownKeyInTheFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("job.properties"), "win-rates = 0.2\n");
    assertThat(Problems.of(winRate(List.of("--config", file.toString()), Map.of())))
        .containsExactly("unknown setting win-rates in file; did you mean win-rate?");
  }

  @Test
  void suggestsTheVariableThatANearMissMeans() {
    assertThat(Problems.of(winRate(List.of(), Map.of("WIN_RATES", "0.2"))))
        .containsExactly("unknown setting WIN_RATES in the environment; did you mean WIN_RATE?");
  }

  @Test
  void suggestsForAVariableOfEightLetters() {
    assertThat(Problems.of(winRate(List.of(), Map.of("WIN_RATS", "0.2"))))
        .containsExactly("unknown setting WIN_RATS in the environment; did you mean WIN_RATE?");
  }

  @Test
  void suggestsNoFamily() {
    Settings settings = Settings.of(List.of("--catalogs", "x"), Map.of("CATALOGUE", "x"));
    settings.family("catalog", "Any property of the Iceberg catalog");
    assertThat(Problems.of(settings))
        .containsExactly("unknown setting --catalogs; --help lists all settings");
  }

  @Test
  void ignoresVariablesOfOtherPrograms() {
    Map<String, String> others =
        Map.of("PATH", "/bin", "JAVA_HOME", "/jdk", "WIN_RATE_BY_HOUR", "1", "WINRATS", "1");
    assertThat(Problems.of(winRate(List.of(), others))).isEmpty();
  }

  @Test
  void acceptsAVariableThatIsOfAnotherSettingThoughItResemblesOne() {
    Settings settings = Settings.of(List.of(), Map.of("TOPIC_CLICKS", "c", "TOPIC_CLICK", "d"));
    settings.text("topic.clicks", "clicks", "Topic");
    settings.text("topic.click", "click", "Another topic");
    assertThat(Problems.of(settings)).isEmpty();
  }

  private static Settings winRate(List<String> args, Map<String, String> environment) {
    Settings settings = Settings.of(args, environment);
    settings.rate("win-rate", 0.15, "Share of responses that win");
    return settings;
  }
}
