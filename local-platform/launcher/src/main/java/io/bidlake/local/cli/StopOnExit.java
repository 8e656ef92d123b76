package io.bidlake.local.cli;

import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.platform.LocalPlatform;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Stops the platform in good order however this process ends: Ctrl-C, SIGTERM or by itself. */
final class StopOnExit {
  private final AtomicBoolean asked = new AtomicBoolean();

  private StopOnExit() {}

  static StopOnExit of(LocalPlatform platform, Screen screen) {
    return of(platform::stopping, platform::stop, screen);
  }

  /**
   * The same for what stops its platform itself.
   *
   * @param stopping whether it is being stopped already
   */
  static StopOnExit of(BooleanSupplier stopping, Runnable stop, Screen screen) {
    StopOnExit hook = new StopOnExit();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> hook.run(stopping, stop, screen), "stop"));
    return hook;
  }

  /** Whether the platform goes down because somebody asked for it: no failure to speak of then. */
  boolean asked() {
    return asked.get();
  }

  private void run(BooleanSupplier stopping, Runnable stop, Screen screen) {
    if (!stopping.getAsBoolean()) {
      asked.set(true);
      screen.area(List.of());
      screen.line("Stopping ...");
      stop.run();
      screen.line("Stopped.");
    }
  }
}
