package io.bidlake.local.cli;

import io.bidlake.local.cli.program.RunningTrino;
import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.trino.QueryFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "queries",
    mixinStandardHelpOptions = true,
    description = "Runs the queries of deploy/trino/queries with Trino and prints the results.")
final class QueriesCommand extends PlatformCommand {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Only these, by file name; the leading number may be left out.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    PlatformConfig config = running();
    List<QueryFile> files = QueryFile.named(names, config.installation().deployed("trino/queries"));
    RunningTrino trino = RunningTrino.required(name(), requireRunning());
    Screen screen = Screen.standard();
    List<String> failed = new ArrayList<>();
    for (QueryFile file : files) {
      screen.line("");
      screen.line(file.name() + ": " + file.title());
      if (trino.run(file) != 0) {
        failed.add(path(config, file));
      }
    }
    if (!failed.isEmpty()) {
      throw new PlatformException("failed: " + String.join(", ", failed));
    }
    return 0;
  }

  private static String path(PlatformConfig config, QueryFile file) {
    Path root = config.installation().root();
    return root.relativize(file.path()).toString();
  }
}
