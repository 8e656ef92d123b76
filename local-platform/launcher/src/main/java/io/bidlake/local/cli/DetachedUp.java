package io.bidlake.local.cli;

import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.platform.PublishedRun;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.LogFollower;
import io.bidlake.local.process.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code up -d}: the same supervisor as a process of its own, watched until all is up. */
record DetachedUp(PlatformConfig config, Screen screen) {
  static final String SUPERVISOR = "supervisor";

  int run(List<String> options) throws IOException, InterruptedException {
    config.state().create();
    PublishedRun published = new PublishedRun(config.state());
    published.clear(); // One that was killed may have left its word.
    LogFollower log = LogFollower.fromEnd(config.state().log(SUPERVISOR));
    List<String> arguments = new ArrayList<>(List.of("up"));
    arguments.addAll(options);
    ServerProcess supervisor =
        ServerProcess.start(SUPERVISOR, command().withArguments(arguments), config.state());
    log.copyWhile(() -> supervisor.alive() && !published.ready(), screen.stream());
    return supervisor.alive() ? 0 : 1;
  }

  private JavaCommand command() {
    return JavaCommand.main(
        System.getProperty("java.class.path"),
        Bidlake.class.getName(),
        JvmOptions.with(
            JvmOptions.quiet("-Xmx192m"),
            "-Dbidlake.detached=true",
            "-Dbidlake.home=" + config.installation().root()));
  }
}
