package io.bidlake.local.cli.screen;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.platform.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows the events of a platform, one line each. */
public final class ScreenProgress implements Progress {
  private static final String DONE = "✔";
  private static final String BROKEN = "✘";

  private final Screen screen;
  private final Set<ServiceName> waiting = EnumSet.noneOf(ServiceName.class);

  public ScreenProgress(Screen screen) {
    this.screen = screen;
  }

  @Override
  public synchronized void starting(ServiceName service) {
    waiting.add(service);
    showWaiting();
  }

  @Override
  public synchronized void up(ServiceName service, String address, Duration took) {
    waiting.remove(service);
    line(DONE, service.text(), took, address);
    showWaiting();
  }

  @Override
  public synchronized void died(ServiceName service, String next) {
    waiting.remove(service);
    screen.line("  %s %-20s %s".formatted(BROKEN, service, next));
  }

  @Override
  public synchronized void stopped(ServiceName service, Duration took) {
    line(DONE, service.text(), took, "stopped");
  }

  @Override
  public synchronized void jobUp(RunningJob job, Optional<Path> restoredFrom, Duration took) {
    String from =
        restoredFrom.map(path -> "  (resumes from " + path.getFileName() + ")").orElse("");
    line(DONE, job.name(), took, job.page() + from);
  }

  @Override
  public synchronized void jobFailed(String job, String problem) {
    screen.line("  %s %-20s FAILED: %s".formatted(BROKEN, job, problem));
  }

  @Override
  public synchronized void jobStopped(String job, String outcome, Duration took) {
    line(DONE, job, took, "stopped, " + outcome);
  }

  @Override
  public synchronized void note(String text) {
    screen.line(text);
  }

  private void line(String mark, String name, Duration took, String rest) {
    String line = "  %s %-20s %5.1f s  %s".formatted(mark, name, seconds(took), rest);
    screen.line(line.stripTrailing());
  }

  private void showWaiting() {
    String names =
        Set.copyOf(waiting).stream()
            .sorted()
            .map(ServiceName::text)
            .collect(Collectors.joining(", "));
    screen.area(names.isEmpty() ? List.of() : List.of("  ⋯ " + names));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  public static String seconds(long sinceNanos) {
    return wholeSeconds(Duration.ofNanos(System.nanoTime() - sinceNanos));
  }

  public static String seconds(Instant since) {
    return wholeSeconds(Duration.between(since, Instant.now()));
  }

  private static String wholeSeconds(Duration duration) {
    return String.format(Locale.ROOT, "%.0f s", seconds(duration));
  }
}
