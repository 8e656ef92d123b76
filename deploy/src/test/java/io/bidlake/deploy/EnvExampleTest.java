package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EnvExampleTest {

  @Test
  void listsEveryVariableOfComposeWithItsDefault() {
    assertThat(example()).isEqualTo(ComposeFile.variables());
  }

  /** Without a default, Compose warns and goes on with nothing. */
  @Test
  void composeHasADefaultForEachVariable() {
    String text = ComposeFile.text().replaceAll("(?m)^ *#.*", "");
    String otherThanDefaulted = "(?<!\\$)\\$(?!\\$|\\{\\w+:-)";

    assertThat(Pattern.compile(otherThanDefaulted).matcher(text).results()).isEmpty();
  }

  private static Map<String, String> example() {
    Map<String, String> variables = new TreeMap<>();
    for (String line : Project.text(".env.example").lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("=", 2);
        variables.put(parts[0], parts[1]);
      }
    }
    return variables;
  }
}
