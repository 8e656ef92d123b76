package io.bidlake.local.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.trino.TrinoFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningTrinoTest {
  private static final String DUMB = "-Dorg.jline.terminal.dumb=true";

  private final PlatformConfig config =
      PlatformConfig.of(
          new Installation(Path.of("home")), new StateFolder(Path.of("state")), Ports.defaults());
  private final RunningTrino trino = new RunningTrino(config);

  @Test
  void connectsTheClientToTheTablesOfTheLake() {
    JavaCommand command = trino.client(List.of("--execute", "SELECT 1"));

    String version = TrinoFiles.of(config.installation()).version();
    assertThat(command.target())
        .containsExactly(
            "-jar",
            config
                .installation()
                .trino()
                .resolve("target/%1$s/client/trino-cli-%1$s-executable.jar".formatted(version))
                .toString());
    assertThat(String.join(" ", command.arguments()))
        .isEqualTo(
            "--server http://127.0.0.1:8080 --catalog iceberg --schema db --execute SELECT 1");
  }

  /** It would warn that there is none where its output goes to a file. */
  @ParameterizedTest
  @ValueSource(strings = {"--execute=SELECT 1", "--execute", "--file=a.sql", "-f"})
  void needsNoTerminalForWhatEndsByItself(String argument) {
    assertThat(trino.client(List.of(argument)).options()).contains(DUMB);
    assertThat(trino.client(List.of("--debug")).options()).doesNotContain(DUMB);
  }
}
