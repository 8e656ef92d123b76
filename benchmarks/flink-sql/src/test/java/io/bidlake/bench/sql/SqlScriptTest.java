package io.bidlake.bench.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlScriptTest {

  private final SqlScript script = new SqlScript("script-test.sql");

  @Test
  void givesTheStatementsWithoutCommentsAndEmptyOnes() {
    assertThat(script.statements(Map.of("name", "clicks")))
        .containsExactly("SELECT ';'\nFROM clicks", "SELECT 2");
  }

  @Test
  void fillsInAValueAsItIs() {
    assertThat(script.statements(Map.of("name", "$1\\")))
        .first()
        .isEqualTo("SELECT ';'\nFROM $1\\");
  }

  @Test
  void refusesAPlaceholderThatNothingIsKnownOf() {
    assertThatThrownBy(() -> script.statements(Map.of()))
        .hasMessage("script-test.sql must be filled in with what is known, was ${name}");
  }
}
