package io.bidlake.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTypesTest {

  private enum StartFrom {
    COMMITTED,
    EARLIEST_OF_ALL
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "0.25, 0.25", "1e-3, 0.001"})
  void readsARate(String text, double expected) {
    Settings settings = given(text);
    assertThat(settings.rate("key", 0.5, "A rate")).isEqualTo(expected);
    assertThat(Problems.of(settings)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.01", "1.01", "NaN", "Infinity", "-Infinity", "60%", "half", ""})
  void refusesARateThatIsNoProbability(String text) {
    Settings settings = given(text);
    assertThat(settings.rate("key", 0.5, "A rate")).isEqualTo(0.5);
    assertThat(Problems.of(settings))
        .containsExactly("key must be a number from 0 to 1, was '%s'".formatted(text));
  }

  @Test
  void saysTheBoundsOfADecimalNumberAsTheyAre() {
    Settings settings = given("3");
    assertThat(settings.number("key", 1, 0.5, 2.5, "A number")).isEqualTo(1);
    assertThat(Problems.of(settings))
        .containsExactly("key must be a number from 0.5 to 2.5, was '3'");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 100})
  void readsAWholeNumberUpToItsBounds(long value) {
    Settings settings = given(String.valueOf(value));
    assertThat(settings.wholeNumber("key", 5, 1, 100, "A number")).isEqualTo(value);
    assertThat(Problems.of(settings)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "1.5", "1e2", "ten", "99999999999999999999", ""})
  void refusesAWholeNumberOutOfBounds(String text) {
    Settings settings = given(text);
    assertThat(settings.wholeNumber("key", 5, 1, 100, "A number")).isEqualTo(5);
    assertThat(Problems.of(settings))
        .containsExactly("key must be a whole number from 1 to 100, was '%s'".formatted(text));
  }

  @Test
  void namesNoUpperBoundWhereThereIsNone() {
    Settings settings = given("0");
    settings.wholeNumber("key", 5, 1, Long.MAX_VALUE, "A number");
    assertThat(Problems.of(settings))
        .containsExactly("key must be a whole number of at least 1, was '0'");
  }

  @Test
  void readsAnOptionalWholeNumber() {
    assertThat(given("7").optionalWholeNumber("key", 1, 10, "A number")).contains(7L);
    assertThat(unset().optionalWholeNumber("key", 1, 10, "A number")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "5min, PT5M", "2h, PT2H", "7d, PT168H",
    "30 s, PT30S", "5M, PT5M", "2H, PT2H", "PT30S, PT30S", "pt1m30s, PT1M30S", "P2D, PT48H"
  })
  void readsADurationInEverySpelling(String text, Duration expected) {
    Settings settings = given(text);
    assertThat(settings.duration("key", Duration.ofDays(1), "A span")).isEqualTo(expected);
    assertThat(Problems.of(settings)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "0ms", "PT0S", "PT-5S", "-PT5S", "PT0.0009S"})
  void refusesADurationThatIsNotPositive(String text) {
    Settings settings = given(text);
    assertThat(settings.duration("key", Duration.ofHours(1), "A span"))
        .isEqualTo(Duration.ofHours(1));
    assertThat(Problems.of(settings))
        .containsExactly(
            "key must be a duration of at least 1ms, such as 30s, 5m or 1h, was '%s'"
                .formatted(text));
  }

  @Test
  void readsADurationOfZeroWhereThatHasAMeaning() {
    Settings settings = given("0s");
    assertThat(settings.durationOrZero("key", Duration.ofHours(1), "A span")).isZero();
    assertThat(Problems.of(settings)).isEmpty();
  }

  @Test
  void refusesANegativeDurationWhereZeroHasAMeaning() {
    Settings settings = given("-PT1S");
    assertThat(settings.durationOrZero("key", Duration.ofHours(1), "A span"))
        .isEqualTo(Duration.ofHours(1));
    assertThat(Problems.of(settings))
        .containsExactly("key must be a duration such as 0s, 500ms, 30s, 5m or 1h, was '-PT1S'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"36501d", "999999999d", "PT9223372036854775807S"})
  void refusesADurationThatNoClockCanBeAddedTo(String text) {
    Settings settings = given(text);
    settings.duration("key", Duration.ofHours(1), "A span");
    settings.durationOrZero("key", Duration.ofHours(1), "A span");
    settings.optionalDuration("key", "A span");
    assertThat(Problems.of(settings))
        .containsExactly("key must be at most 36500d, was '%s'".formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "1.5h", "5 weeks", "-5s", "9999999999s", ""})
  void refusesWhatIsNoDuration(String text) {
    Settings settings = given(text);
    settings.duration("key", Duration.ofHours(1), "A span");
    assertThat(Problems.of(settings))
        .containsExactly(
            "key must be a duration such as 500ms, 30s, 5m, 1h or PT30S, was '%s'".formatted(text));
  }

  @Test
  void readsAnInstant() {
    assertThat(given("2026-02-03T00:00:00Z").optionalInstant("key", "A time"))
        .contains(Instant.parse("2026-02-03T00:00:00Z"));
    assertThat(unset().optionalInstant("key", "A time")).isEmpty();
  }

  @Test
  void refusesAnInstantWithoutZone() {
    Settings settings = given("2026-02-03T00:00:00");
    assertThat(settings.optionalInstant("key", "A time")).isEmpty();
    assertThat(Problems.of(settings))
        .containsExactly(
            "key must be a time in UTC such as 2026-02-03T00:00:00Z, was '2026-02-03T00:00:00'");
  }

  @Test
  void readsAChoiceInLowerCaseWithDashes() {
    assertThat(given("earliest-of-all").choice("key", StartFrom.COMMITTED, "Start"))
        .isEqualTo(StartFrom.EARLIEST_OF_ALL);
    assertThat(given("Earliest-Of-All").choice("key", StartFrom.COMMITTED, "Start"))
        .isEqualTo(StartFrom.EARLIEST_OF_ALL);
  }

  @Test
  void listsTheChoicesWhenNoneIsGiven() {
    Settings settings = given("latest");
    assertThat(settings.choice("key", StartFrom.COMMITTED, "Start")).isEqualTo(StartFrom.COMMITTED);
    assertThat(Problems.of(settings))
        .containsExactly("key must be one of committed, earliest-of-all, was 'latest'");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "FALSE, false"})
  void readsAFlag(String text, boolean expected) {
    assertThat(given(text).flag("key", String.valueOf(!expected), "A flag")).isEqualTo(expected);
  }

  @Test
  void refusesAFlagThatIsNeitherTrueNorFalse() {
    Settings settings = given("yes");
    assertThat(settings.flag("key", "true", "A flag")).isTrue();
    assertThat(Problems.of(settings)).containsExactly("key must be true or false, was 'yes'");
  }

  private static Settings given(String text) {
    return Settings.of(List.of("--key", text), Map.of());
  }

  private static Settings unset() {
    return Settings.of(List.of(), Map.of());
  }
}
