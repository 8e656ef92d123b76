package io.bidlake.local.cli.screen;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.platform.Progress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Shows the events of a platform, one line each. */
public final class ScreenProgress implements Progress {
  private static final String DONE = "✔";
  private static final String BROKEN = "✘";

  private final Screen screen;
  private final Set<String> waiting = new LinkedHashSet<>();

  public ScreenProgress(Screen screen) {
    this.screen = screen;
  }

  @Override
  public synchronized void starting(ServiceName service) {
    waiting.add(service.text());
    showWaiting();
  }

  @Override
  public synchronized void done(String name, Duration took, String result) {
    boolean waited = waiting.remove(name);
    String line = "  %s %-20s %5.1f s  %s".formatted(DONE, name, seconds(took), result);
    screen.line(line.stripTrailing());
    if (waited) {
      showWaiting();
    }
  }

  @Override
  public synchronized void failed(String name, String text) {
    waiting.remove(name);
    screen.line("  %s %-20s %s".formatted(BROKEN, name, text));
  }

  @Override
  public synchronized void note(String text) {
    screen.line(text);
  }

  private void showWaiting() {
    screen.area(waiting.isEmpty() ? List.of() : List.of("  ⋯ " + String.join(", ", waiting)));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  public static String seconds(long sinceNanos) {
    Duration duration = Duration.ofNanos(System.nanoTime() - sinceNanos);
    return String.format(Locale.ROOT, "%.0f s", seconds(duration));
  }
}
