package io.bidlake.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.TypedTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForegroundProcessTest {

  @Test
  void leavesCtrlCToTheProgram() throws Exception {
    try (TypedTerminal terminal =
        terminal("trap 'echo line dropped' INT; echo ready; while ! read a; do :; done; echo $a")) {
      terminal.read("ready");
      terminal.ctrlC();
      terminal.read("line dropped");
      terminal.ctrlC();
      terminal.read("line dropped");
      terminal.typeLine("still here");
      terminal.read("still here\r\nstill here");

      assertThat(terminal.end()).isZero();
    }
  }

  @Test
  void endsAsTheProgramDoesThatCtrlCEnds() throws Exception {
    try (TypedTerminal terminal = terminal("echo ready; exec sleep 60")) {
      terminal.read("ready");
      terminal.ctrlC();

      assertThat(terminal.end()).isEqualTo(130);
      assertThat(terminal.screen()).doesNotContain("Exception");
    }
  }

  /** A program that runs the script in its own terminal. */
  private static TypedTerminal terminal(String script) throws IOException {
    List<String> parent =
        JavaCommand.main(
                System.getProperty("java.class.path"),
                ScriptMain.class.getName(),
                List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"))
            .withArguments(List.of(script))
            .commandLine(new ProcessIdentity("parent", Path.of("/")));
    return new TypedTerminal(parent, Map.of(), 80);
  }
}
