package io.bidlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class UpCommandTest {
  private static final Set<String> OF_THE_FIRST_PROCESS =
      Set.of("--detach", "--help", "--version", "--state");

  @TempDir private Path temp;

  @BeforeEach
  void home() {
    System.setProperty("bidlake.home", temp.toString());
  }

  @AfterEach
  void clear() {
    System.clearProperty("bidlake.home");
  }

  @Test
  void handsEveryOptionToTheProcessThatStays() {
    List<String> given = new ArrayList<>(List.of("--detach", "--state", temp.toString()));
    int port = 5005;
    CommandLine up = Bidlake.commandLine().getSubcommands().get("up");
    for (OptionSpec option : up.getCommandSpec().options()) {
      if (!OF_THE_FIRST_PROCESS.contains(option.longestName())) {
        given.add(option.longestName());
        if (option.arity().max() > 0) {
          given.add(Integer.toString(port++));
        }
      }
    }

    List<String> handedOn = parsed(given);

    assertThat(handedOn.get(0)).isEqualTo("up");
    assertThat(given).contains("--debug-taskmanager");
    assertThat(handedOn.subList(1, handedOn.size()))
        .containsExactlyInAnyOrderElementsOf(given.subList(1, given.size()));
  }

  private static List<String> parsed(List<String> arguments) {
    CommandLine line = Bidlake.commandLine();
    List<String> command = new ArrayList<>(List.of("up"));
    command.addAll(arguments);
    line.parseArgs(command.toArray(String[]::new));
    UpCommand up = line.getSubcommands().get("up").getCommand();
    return up.asArguments(up.config());
  }
}
