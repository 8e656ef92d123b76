package io.bidlake.local.cli;

import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.cli.screen.ScreenProgress;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.PlatformLock;
import io.bidlake.local.process.LogFollower;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the platform; the next up continues where it stopped.")
final class DownCommand extends PlatformCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @Option(
      names = {"-v", "--volumes"},
      description = "Also deletes all data, logs and settings of the state folder.")
  private boolean volumes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PlatformConfig config = config();
    Screen screen = Screen.standard();
    stop(config, screen);
    for (StateFolder state : config.state().others()) {
      stop(config.withState(state), screen);
    }
    if (volumes) {
      config.state().delete();
      screen.line("Deleted " + config.state().root());
    }
    screen.line("Bidlake is down.");
    return 0;
  }

  private static void stop(PlatformConfig config, Screen screen)
      throws IOException, InterruptedException {
    OptionalLong supervisor = PlatformLock.holder(config.state());
    if (supervisor.isPresent()) {
      askToStop(supervisor.getAsLong(), config.state(), screen);
    }
    LocalPlatform.stopLeftovers(config, new ScreenProgress(screen));
  }

  private static void askToStop(long pid, StateFolder state, Screen screen)
      throws IOException, InterruptedException {
    LogFollower log = LogFollower.fromEnd(state.log(UpCommand.SUPERVISOR));
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    log.copyWhile(
        () -> {
          boolean held = PlatformLock.holder(state).isPresent();
          if (held && System.nanoTime() > deadline) {
            throw new PlatformException(
                "the supervisor (pid %d) must end within %d s, did not; end it with kill -9 and try again"
                    .formatted(pid, PATIENCE.toSeconds()));
          }
          return held;
        },
        screen.stream());
  }
}
