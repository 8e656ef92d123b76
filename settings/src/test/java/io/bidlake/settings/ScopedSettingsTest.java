package io.bidlake.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopedSettingsTest {

  private static final String KEY = "expire.max-age";

  @TempDir Path folder;

  @Test
  void takesThePlainValueWhereTheScopeHasNone() {
    Settings settings = arguments("--expire.max-age", "3h");

    assertThat(maxAge(settings.within("table.clicks"))).isEqualTo(Duration.ofHours(3));
    settings.check();
  }

  @Test
  void prefersTheValueOfTheScope() {
    Settings settings = arguments("--expire.max-age", "3h", "--table.clicks.expire.max-age", "5h");

    assertThat(maxAge(settings.within("table.clicks"))).isEqualTo(Duration.ofHours(5));
    assertThat(maxAge(settings.within("table.other"))).isEqualTo(Duration.ofHours(3));
    settings.check();
  }

  @Test
  void prefersTheScopeInTheEnvironmentToThePlainArgument() {
    Settings settings =
        Settings.of(
            List.of("--expire.max-age", "3h"), Map.of("TABLE_BID_REQUESTS_EXPIRE_MAX_AGE", "5h"));

    assertThat(maxAge(settings.within("table.bid_requests"))).isEqualTo(Duration.ofHours(5));
    settings.check();
  }

  @Test
  void namesTheKeyOfTheScopeWhenItsValueDoesNotFit() {
    Settings settings = arguments("--table.clicks.expire.max-age", "soon");
    maxAge(settings.within("table.clicks"));

    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("table.clicks.expire.max-age must be")
        .hasMessageContaining("'soon'");
  }

  @Test
  void tellsAPlainProblemOnceHoweverManyScopesReadIt() {
    Settings settings = arguments("--expire.max-age", "soon");
    maxAge(settings.within("table.clicks"));
    maxAge(settings.within("table.other"));

    assertThatThrownBy(settings::check).message().containsOnlyOnce("'soon'");
  }

  @Test
  void refusesAKeyOfAScopeThatNobodyReads() {
    Settings settings = arguments("--table.klicks.expire.max-age", "5h");
    maxAge(settings.within("table.clicks"));

    assertThatThrownBy(settings::check)
        .hasMessageContaining("unknown setting --table.klicks.expire.max-age")
        .hasMessageContaining("did you mean --table.clicks.expire.max-age?");
  }

  @Test
  void listsAPlainKeyOnceInTheHelp() {
    Settings settings = arguments();
    maxAge(settings.within("table.clicks"));
    maxAge(settings.within("table.other"));

    assertThat(settings.known()).extracting(Setting::key).containsExactly(KEY);
  }

  @Test
  void findsTheScopesThatAreGiven() throws Exception {
    Path file = Files.writeString(folder.resolve("p"), "table.landing.third.expire.max-age = 1h\n");
    Settings settings =
        Settings.of(
            List.of(
                "--config",
                "" + file,
                "--table.landing.first.expire.max-age",
                "5h",
                "--table.clicks.expire.max-age",
                "5h",
                "--table.landing.other.key",
                "5h"),
            Map.of("TABLE_LANDING_SECOND_ONE_EXPIRE_MAX_AGE", "5h"));
    maxAge(settings);

    assertThat(settings.scopes("table.landing")).containsExactly("first", "second_one", "third");
  }

  @Test
  void findsNoScopeInTheKeyOfAPlainSetting() {
    Settings settings = arguments("--expire.max-age", "3h");
    maxAge(settings);

    assertThat(settings.scopes("expire")).isEmpty();
    assertThat(settings.scopes("table")).isEmpty();
  }

  private static Settings arguments(String... arguments) {
    return Settings.of(List.of(arguments), Map.of());
  }

  private static Duration maxAge(Settings settings) {
    return settings.duration(KEY, Duration.ofDays(7), "Age");
  }
}
