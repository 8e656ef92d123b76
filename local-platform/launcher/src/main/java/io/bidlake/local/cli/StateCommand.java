package io.bidlake.local.cli;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.StateFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** The base of all commands: the project, and the option for the state folder. */
abstract class StateCommand implements Callable<Integer> {
  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description = "Where data and logs are kept (or BIDLAKE_STATE; default .bidlake).")
  private Path state;

  final StateFolder stateFolder() {
    String variable = System.getenv("BIDLAKE_STATE");
    if (state != null) {
      return new StateFolder(state);
    }
    return new StateFolder(
        variable == null || variable.isBlank()
            ? installation().root().resolve(".bidlake")
            : Path.of(variable));
  }

  static Installation installation() {
    String home = System.getProperty("bidlake.home");
    if (home == null) {
      throw new PlatformException("bidlake.home must be the project's folder; start ./bidlake");
    }
    return new Installation(Path.of(home));
  }
}
