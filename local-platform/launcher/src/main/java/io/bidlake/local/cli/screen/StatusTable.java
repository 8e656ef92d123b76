package io.bidlake.local.cli.screen;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.ServiceStatus;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.service.JobReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Services and jobs as lines of text.
 *
 * @param problems why jobs do not run, by job name
 * @param readings how far jobs have read their topics
 */
public record StatusTable(
    List<ServiceStatus> services,
    List<RunningJob> jobs,
    Map<String, String> problems,
    List<JobReading> readings) {
  private static final String ROW = "%-20s %-11s %8s %9s %9s  %s";

  public static StatusTable of(LocalPlatform platform) {
    return new StatusTable(
        platform.status(), platform.runningJobs(), platform.jobProblems(), platform.readings());
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("SERVICE", "STATE", "PID", "UPTIME", "MEMORY", "ADDRESS"));
    services.forEach(service -> lines.add(row(service).stripTrailing()));
    long total = services.stream().mapToLong(ServiceStatus::residentBytes).sum();
    lines.add(ROW.formatted("", "", "", "", mebibytes(total), "").stripTrailing());
    SortedMap<String, List<RunningJob>> shown = shown();
    if (!shown.isEmpty()) {
      lines.add(ROW.formatted("JOB", "STATE", "TASKS", "UPTIME", "", "WEB UI"));
      shown.forEach((name, runs) -> lines.addAll(lines(name, runs)));
    }
    return lines;
  }

  /**
   * The runs to show, by job name. Flink lists jobs in no particular order, and failed ones for an
   * hour.
   */
  private SortedMap<String, List<RunningJob>> shown() {
    SortedMap<String, List<RunningJob>> shown = new TreeMap<>();
    problems.keySet().forEach(name -> shown.put(name, List.of()));
    jobs.stream()
        .collect(groupingBy(RunningJob::name))
        .forEach(
            (name, runs) -> {
              List<RunningJob> living = runs.stream().filter(run -> !run.ended()).toList();
              shown.put(
                  name,
                  living.isEmpty()
                      ? List.of(Collections.max(runs, comparing(RunningJob::started)))
                      : living);
            });
    return shown;
  }

  private List<String> lines(String name, List<RunningJob> runs) {
    List<String> lines = new ArrayList<>(runs.stream().map(StatusTable::row).toList());
    if (runs.isEmpty()) {
      lines.add(ROW.formatted(name, "failed", "-", "-", "", "").stripTrailing());
    }
    if (runs.stream().noneMatch(RunningJob::running)) {
      problems.getOrDefault(name, "").lines().forEach(line -> lines.add("    " + line));
    }
    readings.stream()
        .filter(reading -> reading.job().equals(name) && reading.isBehind())
        .forEach(reading -> lines.add("    " + reading.text()));
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
        // Flink's own SQL client names a job after its statement, which can have several lines.
        job.name().strip().lines().findFirst().orElse(""),
        job.state().toLowerCase(Locale.ROOT),
        job.runningTasks() + "/" + job.totalTasks(),
        text(Duration.between(job.started(), Instant.now())),
        "",
        job.page());
  }

  /**
   * Whether all services are up and all these jobs run. The generator may be stopped, but not dead.
   */
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
