package io.bidlake.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.PossibleTimes;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeSettingsTest {

  @Test
  void hasDefaults() {
    assertThat(EventTimeSettings.read(settings()))
        .isEqualTo(
            new EventTimeSettings(
                PossibleTimes.DEFAULTS,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofHours(1)));
  }

  @Test
  void takesEachFromItsKey() {
    Settings settings =
        settings(
            "--event-time.earliest", "2020-01-01T00:00:00Z",
            "--event-time.impossible-ahead", "7h",
            "--event-time.out-of-orderness", "1s",
            "--event-time.idle-after", "2s",
            "--event-time.first-within", "3s",
            "--event-time.max-drift", "4s",
            "--event-time.max-ahead", "5s",
            "--event-time.allowed-lateness", "6s");

    assertThat(EventTimeSettings.read(settings))
        .isEqualTo(
            new EventTimeSettings(
                new PossibleTimes(Instant.parse("2020-01-01T00:00:00Z"), Duration.ofHours(7)),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6)));
    settings.check();
  }

  @Test
  void takesRulesOfNoTimeAtAll() {
    Settings settings =
        settings(
            "--event-time.out-of-orderness", "0s",
            "--event-time.max-ahead", "0s",
            "--event-time.allowed-lateness", "0s");

    EventTimeSettings read = EventTimeSettings.read(settings);

    settings.check();
    assertThat(read.outOfOrderness()).isZero();
    assertThat(read.maxAhead()).isZero();
    assertThat(read.allowedLateness()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"event-time.idle-after", "event-time.first-within", "event-time.max-drift"})
  void namesTheKeyOfAValueThatIsNoPositiveDuration(String key) {
    Settings settings = settings("--" + key, "0s");
    EventTimeSettings.read(settings);

    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(key + " must be ")
        .hasMessageContaining("was '0s'");
  }

  private static Settings settings(String... args) {
    return Settings.of(List.of(args), Map.of());
  }
}
