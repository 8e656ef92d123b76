package io.bidlake.local.cli.screen;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.platform.ServiceStatus;
import io.bidlake.local.platform.ServiceStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Services and jobs as lines of text. */
public record StatusTable(List<ServiceStatus> services, List<RunningJob> jobs) {
  private static final String ROW = "%-20s %-11s %8s %9s %9s  %s";

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("SERVICE", "STATE", "PID", "UPTIME", "MEMORY", "ADDRESS"));
    services.forEach(service -> lines.add(row(service).stripTrailing()));
    long total = services.stream().mapToLong(ServiceStatus::residentBytes).sum();
    lines.add(ROW.formatted("", "", "", "", mebibytes(total), "").stripTrailing());
    if (!jobs.isEmpty()) {
      lines.add(ROW.formatted("JOB", "STATE", "TASKS", "UPTIME", "", "WEB UI"));
      // Flink lists them as it likes, another time in another order.
      jobs.stream()
          .sorted(Comparator.comparing(RunningJob::name))
          .forEach(job -> lines.add(row(job)));
    }
    return lines;
  }

  private static String row(ServiceStatus service) {
    boolean lives = service.pid().isPresent();
    return ROW.formatted(
        service.name(),
        service.state(),
        lives ? service.pid().getAsLong() : "-",
        lives ? text(service.uptime()) : "-",
        lives ? mebibytes(service.residentBytes()) : "-",
        lives ? service.address() : "");
  }

  private static String row(RunningJob job) {
    return ROW.formatted(
        job.name(),
        job.state().toLowerCase(Locale.ROOT),
        job.runningTasks() + "/" + job.totalTasks(),
        text(Duration.between(job.started(), Instant.now())),
        "",
        job.page());
  }

  /** Whether all servers serve and all these jobs run; a generator may be absent, but not dead. */
  public boolean allUp(List<String> expectedJobs) {
    boolean servers =
        services.stream()
            .allMatch(
                service ->
                    service.state() == State.UP
                        || (service.name() == ServiceName.MOCK_DATA_GEN
                            && service.state() == State.STOPPED));
    return servers
        && expectedJobs.stream()
            .allMatch(
                name -> jobs.stream().anyMatch(job -> job.name().equals(name) && job.running()));
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MB";
  }

  private static String text(Duration duration) {
    return duration.toHours() > 0
        ? "%dh %02dm".formatted(duration.toHours(), duration.toMinutesPart())
        : "%dm %02ds".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
