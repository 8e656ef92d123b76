package io.bidlake.local.cli;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.LogFollower;
import io.bidlake.local.process.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code up -d}: the same supervisor as a process of its own, watched until all is up. */
record DetachedUp(PlatformConfig config, Screen screen) {
  static final String SUPERVISOR = "supervisor";
  private static final long POLL_MILLIS = 100;

  int run(List<String> options) throws IOException, InterruptedException {
    config.state().create();
    config.clearReady(); // One that was killed may have left its word.
    LogFollower log = LogFollower.fromEnd(config.state().log(SUPERVISOR));
    List<String> arguments = new ArrayList<>(List.of("up"));
    arguments.addAll(options);
    ServerProcess supervisor =
        ServerProcess.start(SUPERVISOR, command().withArguments(arguments), config.state());
    while (supervisor.alive() && !config.ready()) {
      log.copyNew(screen.stream());
      Thread.sleep(POLL_MILLIS);
    }
    log.copyNew(screen.stream());
    return supervisor.alive() ? 0 : 1;
  }

  private JavaCommand command() {
    return JavaCommand.main(
        System.getProperty("java.class.path"),
        Bidlake.class.getName(),
        List.of(
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dbidlake.detached=true",
            "-Dbidlake.home=" + config.installation().root()));
  }
}
