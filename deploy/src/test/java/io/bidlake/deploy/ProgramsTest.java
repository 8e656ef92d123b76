package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramsTest {

  /** Of each kind of setting what is nothing, negative, too large for a number, or no value. */
  private static final List<String> ODD =
      List.of(
          "",
          "\0",
          "0",
          "-1",
          "9223372036854775807",
          "9223372036854775808",
          "1e308",
          "NaN",
          "0s",
          "0ms",
          "-1s",
          "PT-1S",
          "PT0.0001S",
          "36500d",
          "36501d",
          "999999999d",
          "PT9223372036854775807S",
          "0MB",
          "999999999TB",
          "9999-12-31T23:59:59Z",
          "+1000000000-12-31T23:59:59Z",
          "-1000000000-01-01T00:00:00Z");

  @ParameterizedTest
  @EnumSource
  void refusesWhatTheProgramDoesNotKnow(Programs program) {
    List<String> arguments = List.of("--catalog.uri", "http://catalog", "--no-such-setting", "1");

    assertThatThrownBy(() -> program.requireAccepted(arguments, Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("no-such-setting");
  }

  @ParameterizedTest
  @EnumSource
  void takesEachDefaultThatItsHelpNames(Programs program) {
    for (Setting setting : program.known()) {
      if (!setting.defaultText().isEmpty()) {
        assertThatCode(() -> accept(program, setting, setting.defaultText()))
            .as(setting.key())
            .doesNotThrowAnyException();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("programsAndOddValues")
  void takesAnOddValueOrSaysWhichSettingItIsOf(Programs program, String value) {
    for (Setting setting : program.known()) {
      if (!setting.key().endsWith("*")) {
        try {
          accept(program, setting, value);
        } catch (InvalidSettings e) {
          assertThat(e).as(setting.key()).hasMessageContaining(setting.key());
        }
      }
    }
  }

  private static Stream<Arguments> programsAndOddValues() {
    return Stream.of(Programs.values())
        .flatMap(program -> ODD.stream().map(value -> Arguments.of(program, value)));
  }

  private static void accept(Programs program, Setting setting, String value) {
    program.requireAccepted(
        List.of("--" + setting.key() + "=" + value),
        Map.of("CATALOG_URI", "http://catalog", "BACKFILL_HOURS", "1"));
  }

  @ParameterizedTest
  @EnumSource
  void belongsToAModule(Programs program) {
    assertThat(Project.path(program.module()).resolve("pom.xml")).exists();
  }
}
