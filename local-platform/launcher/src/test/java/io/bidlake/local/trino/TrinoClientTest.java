package io.bidlake.local.trino;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.process.JavaCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrinoClientTest {
  private static final String DUMB = "-Dorg.jline.terminal.dumb=true";

  private final TrinoClient client =
      new TrinoClient(
          new TrinoFiles(Path.of("trino"), "476"), URI.create("http://127.0.0.1:1"), "db");

  @Test
  void runsAQueryOverTheTablesOfTheLakeAndPrintsATable() {
    JavaCommand command = client.running("SELECT 1");

    assertThat(command.target())
        .containsExactly("-jar", "trino/target/476/client/trino-cli-476-executable.jar");
    assertThat(String.join(" ", command.arguments()))
        .isEqualTo(
            "--server http://127.0.0.1:1 --catalog iceberg --schema db"
                + " --output-format ALIGNED --no-progress --execute SELECT 1\n");
  }

  @Test
  void handsWhatItIsAskedForToTheClient() {
    assertThat(client.prompt(List.of("--execute", "SELECT 1")).arguments())
        .endsWith("db", "--execute", "SELECT 1");
  }

  /** It would warn that there is none where its output goes to a file. */
  @ParameterizedTest
  @ValueSource(strings = {"--execute=SELECT 1", "--execute", "--file=a.sql", "-f"})
  void needsNoTerminalForWhatEndsByItself(String argument) {
    assertThat(client.prompt(List.of(argument)).options()).contains(DUMB);
    assertThat(client.running("SELECT 1").options()).contains(DUMB);
    assertThat(client.prompt(List.of("--debug")).options()).doesNotContain(DUMB);
  }
}
