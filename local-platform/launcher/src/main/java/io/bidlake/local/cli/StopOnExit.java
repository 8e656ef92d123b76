package io.bidlake.local.cli;

import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.platform.LocalPlatform;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A shutdown hook that stops the platform gracefully when this process ends: by Ctrl-C, by SIGTERM
 * or by itself.
 */
final class StopOnExit {
  private final AtomicBoolean asked = new AtomicBoolean();

  private StopOnExit() {}

  static StopOnExit of(LocalPlatform platform, Screen screen) {
    return of(platform::stopping, platform::stop, screen);
  }

  /**
   * A shutdown hook with another action that stops the platform.
   *
   * @param stopping whether the platform is being stopped already
   */
  static StopOnExit of(BooleanSupplier stopping, Runnable stop, Screen screen) {
    StopOnExit hook = new StopOnExit();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> hook.run(stopping, stop, screen), "stop"));
    return hook;
  }

  /** Whether the platform stops because the user asked for it, so that it is not a failure. */
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
