package io.bidlake.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsHelpTest {

  @Test
  void listsEverySettingInTheOrderOfReading() {
    Settings settings = Settings.of(List.of(), Map.of());
    settings.text("kafka.bootstrap-servers", "localhost:29092", "Kafka brokers");
    settings.requiredText("catalog.uri", "Address of the catalog");
    settings.family("catalog", "Any property of the catalog");

    assertThat(SettingsHelp.of(settings.known()))
        .isEqualToNormalizingNewlines(
            """
              --kafka.bootstrap-servers  (KAFKA_BOOTSTRAP_SERVERS)  default localhost:29092
                  Kafka brokers
              --catalog.uri  (CATALOG_URI)
                  Address of the catalog
              --catalog.*
                  Any property of the catalog
            """);
  }

  @Test
  void showsTheDefaultAndNotWhatWasSet() {
    Settings settings = Settings.of(List.of("--registry.password", "hunter2"), Map.of());
    settings.text("registry.password", "", "Password");
    assertThat(SettingsHelp.of(settings.known())).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({"PT0.5S, 500ms", "PT1M30S, 90s", "PT5M, 5m", "PT1H30M, 90m", "PT2H, 2h", "P7D, 168h"})
  void writesADefaultDurationTheWayItMayBeGiven(Duration value, String written) {
    Settings settings = Settings.of(List.of("--key", written), Map.of());
    assertThat(settings.duration("key", value, "A span")).isEqualTo(value);
    assertThat(settings.known()).extracting(Setting::defaultText).containsExactly(written);
  }

  @ParameterizedTest
  @CsvSource({"--help, true", "-h, true", "--helpful, false", "help, false"})
  void recognizesThatHelpIsAskedFor(String argument, boolean asked) {
    assertThat(SettingsHelp.isAskedFor(List.of("--kafka.group-id", "x", argument)))
        .isEqualTo(asked);
  }
}
