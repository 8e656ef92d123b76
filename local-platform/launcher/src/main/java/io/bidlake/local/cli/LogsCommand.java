package io.bidlake.local.cli;

import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.Maintenance;
import io.bidlake.local.process.LogFile;
import io.bidlake.local.process.LogFollower;
import io.bidlake.settings.NearMiss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.io.FilenameUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows the log of a service; without a name, lists the logs.")
final class LogsCommand extends PlatformCommand {
  private static final String ROW = "%-32s %10s  %s";

  @Parameters(
      paramLabel = "SERVICE",
      arity = "0..1",
      description = "Its name as in `bidlake status`.")
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
    Screen screen = Screen.standard();
    if (service == null) {
      list(state).forEach(screen::line);
      return 0;
    }
    Path log = log(state, service);
    LogFollower follower = LogFollower.fromEnd(log);
    LogFile.lastLines(log, lines).forEach(screen::line);
    if (follow) {
      follower.copyWhile(() -> true, screen.stream());
    }
    return 0;
  }

  /** The logs with their size and the time of the last write. */
  static List<String> list(StateFolder state) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("LOG", "SIZE", "WRITTEN"));
    for (String name : written(state)) {
      Path log = state.log(name);
      Instant time = Files.getLastModifiedTime(log).toInstant();
      lines.add(
          ROW.formatted(
              name,
              "%,d kB".formatted((Files.size(log) + 1023) >> 10),
              time.truncatedTo(ChronoUnit.SECONDS)));
    }
    lines.add("bidlake logs NAME shows one, -f follows it; they are in " + state.logs());
    return lines;
  }

  /** The log of a service, or any other log of the folder, such as that of a job submission. */
  static Path log(StateFolder state, String name) throws IOException {
    Set<String> written = written(state);
    if (written.contains(name)) {
      return state.log(name);
    }
    Set<String> services = new TreeSet<>();
    Arrays.stream(ServiceName.values()).map(ServiceName::text).forEach(services::add);
    if (services.contains(name)) {
      throw new PlatformException(
          "%s has no log yet: expected %s, found none".formatted(name, state.log(name)));
    }
    if (Jobs.names().contains(name) || name.equals(Maintenance.NAME)) {
      throw new PlatformException(
          "%s is a job: it writes to the log of %s, and what submitted it to submit-%s"
              .formatted(name, ServiceName.FLINK_TASKMANAGER, name));
    }
    services.addAll(written);
    String meant =
        NearMiss.of(name, services.stream(), NearMiss.LARGEST_DISTANCE)
            .map(candidate -> "; did you mean " + candidate + "?")
            .orElse("");
    throw new PlatformException(
        "SERVICE must be one of %s, was %s%s".formatted(String.join(", ", services), name, meant));
  }

  private static Set<String> written(StateFolder state) throws IOException {
    Set<String> written = new TreeSet<>();
    if (Files.isDirectory(state.logs())) {
      try (Stream<Path> files = Files.list(state.logs())) {
        files
            .map(Path::toString)
            .filter(file -> file.endsWith(".log"))
            .map(FilenameUtils::getBaseName)
            .forEach(written::add);
      }
    }
    return written;
  }
}
