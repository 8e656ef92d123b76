package io.bidlake.local.cli;

import io.bidlake.local.cli.demo.Demo;
import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.cli.screen.ScreenProgress;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.PlatformLock;
import io.bidlake.local.service.GeneratorService;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts everything, sends two hours of events through it, verifies the tables and stops.")
final class DemoCommand extends PlatformCommand {
  @Override
  public Integer call() throws Exception {
    PlatformConfig user = config();
    user.installation().requireBuilt(Jobs.modules());
    for (StateFolder state : List.of(user.state(), user.state().demo())) {
      if (PlatformLock.holder(state).isPresent()) {
        throw new PlatformException(
            "a demo needs the ports of the platform that is running; stop that with bidlake down");
      }
    }
    GeneratorService.requireSettings(user);
    Screen screen = Screen.standard();
    PlatformConfig config = freshState(user, screen);
    LocalPlatform platform = new LocalPlatform(config, new ScreenProgress(screen));
    StopOnExit stop = StopOnExit.of(platform, screen);
    try {
      return new Demo(platform, config, screen).run();
    } catch (PlatformException e) {
      if (stop.asked()) {
        return 1;
      }
      screen.line("FAIL");
      throw e;
    }
  }

  /** An empty state folder of its own: a demo never changes the state of {@code up}. */
  private static PlatformConfig freshState(PlatformConfig user, Screen screen) {
    user.state().create();
    PlatformConfig config = user.withState(user.state().demo());
    LocalPlatform.stopLeftovers(user, new ScreenProgress(screen));
    LocalPlatform.stopLeftovers(config, new ScreenProgress(screen));
    config.state().delete();
    return config;
  }
}
