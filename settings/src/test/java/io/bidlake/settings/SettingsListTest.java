package io.bidlake.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsListTest {

  private static final Instant NOW = Instant.parse("2026-02-03T12:00:00Z");

  @Test
  void takesValuesOneByOneAndWithCommas() {
    Settings settings =
        Settings.of(List.of("--day", "monday", "--day=FRIDAY, sunday", "--x", "a"), Map.of());

    assertThat(settings.choices("day", DayOfWeek.class, "days"))
        .containsExactly(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, DayOfWeek.SUNDAY);
    assertThat(settings.texts("x", "x")).containsExactly("a");
    assertThat(settings.texts("y", "y")).isEmpty();
    settings.check();
    assertThat(settings.effective()).containsEntry("day", "monday,FRIDAY, sunday");
  }

  @Test
  void takesThemFromTheEnvironmentWhereNoArgumentSaysMore() {
    Map<String, String> environment = Map.of("DAY", "monday,tuesday");

    assertThat(Settings.of(List.of(), environment).texts("day", "days"))
        .containsExactly("monday", "tuesday");
    assertThat(Settings.of(List.of("--day", "friday"), environment).texts("day", "days"))
        .containsExactly("friday");
  }

  @Test
  void namesEachThatIsWrong() {
    Settings settings = Settings.of(List.of("--day", "monday,noday", "--day", ""), Map.of());
    settings.choices("day", DayOfWeek.class, "days");

    assertThat(Problems.of(settings))
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("day must be one of monday, tuesday"))
        .anyMatch(problem -> problem.endsWith("was 'noday'"));
  }

  @Test
  void takesATimeOrHowLongAgoItWas() {
    Settings settings =
        Settings.of(
            List.of("--a", "2h", "--b", "2026-01-01T00:00:00Z", "--c", "PT1M", "--d", "soon:"),
            Map.of());

    assertThat(settings.optionalTime("a", NOW, "a")).contains(NOW.minusSeconds(7_200));
    assertThat(settings.optionalTime("b", NOW, "b"))
        .contains(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(settings.optionalTime("c", NOW, "c")).contains(NOW.minusSeconds(60));
    assertThat(settings.optionalTime("d", NOW, "d")).isEmpty();
    assertThat(Problems.of(settings))
        .containsExactly(
            "d must be a time in UTC such as 2026-02-03T00:00:00Z, or how long ago, such as 2h,"
                + " was 'soon:'");
  }
}
