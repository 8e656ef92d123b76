package io.bidlake.local.cli;

import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.process.LogFile;
import io.bidlake.local.process.LogFollower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows the log of a service.")
final class LogsCommand extends PlatformCommand {
  @Parameters(paramLabel = "SERVICE", description = "Its name as in `bidlake status`.")
  private String service;

  @Option(
      names = {"-f", "--follow"},
      description = "Follows the log until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "100",
      description = "Number of lines (default ${DEFAULT-VALUE}).")
  private int lines;

  @Override
  public Integer call() throws IOException, InterruptedException {
    StateFolder state = running().state();
    Path log = log(state, service);
    Screen screen = Screen.standard();
    LogFollower follower = LogFollower.fromEnd(log);
    LogFile.lastLines(log, lines).forEach(screen::line);
    if (follow) {
      follower.copyWhile(() -> true, screen.stream());
    }
    return 0;
  }

  /** The log of a service, or any other log of the folder, such as that of a submission. */
  static Path log(StateFolder state, String name) throws IOException {
    Set<String> known = new TreeSet<>();
    Arrays.stream(ServiceName.values()).map(ServiceName::text).forEach(known::add);
    if (Files.isDirectory(state.logs())) {
      try (Stream<Path> files = Files.list(state.logs())) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(".log"))
            .map(file -> file.substring(0, file.length() - ".log".length()))
            .forEach(known::add);
      }
    }
    if (!known.contains(name)) {
      throw new PlatformException(
          "SERVICE must be one of " + String.join(", ", known) + ", was " + name);
    }
    Path log = state.log(name);
    if (!Files.exists(log)) {
      throw new PlatformException(name + " has no log yet: expected " + log + ", found none");
    }
    return log;
  }
}
