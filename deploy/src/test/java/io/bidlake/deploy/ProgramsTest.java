package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.settings.InvalidSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramsTest {

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
  void belongsToAModule(Programs program) {
    assertThat(Project.path(program.module()).resolve("pom.xml")).exists();
  }
}
