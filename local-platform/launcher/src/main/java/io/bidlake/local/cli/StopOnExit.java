package io.bidlake.local.cli;

import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.platform.LocalPlatform;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stops the platform in good order however this process ends: Ctrl-C, SIGTERM or by itself. */
final class StopOnExit {
  private final AtomicBoolean asked = new AtomicBoolean();

  private StopOnExit() {}

  static StopOnExit of(LocalPlatform platform, Screen screen) {
    StopOnExit stop = new StopOnExit();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.run(platform, screen), "stop"));
    return stop;
  }

  /** Whether the platform goes down because somebody asked for it: no failure to speak of then. */
  boolean asked() {
    return asked.get();
  }

  private void run(LocalPlatform platform, Screen screen) {
    if (!platform.stopping()) {
      asked.set(true);
      screen.area(List.of());
      screen.line("Stopping ...");
      platform.stop();
      screen.line("Stopped.");
    }
  }
}
