package io.bidlake.local.platform;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.Jobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The platform of a test: what the build has made, on free ports, in a folder of the test. */
public final class TestPlatform {
  private static final String INGEST = "bidlake-ingest";
  private static final String LANDING = "bidlake-landing";

  /** Flink's options for a checkpoint every 5 s. */
  static final Map<String, String> OFTEN =
      Map.of("execution.checkpointing.interval", "5s", "execution.checkpointing.min-pause", "1s");

  private TestPlatform() {}

  public static PlatformConfig in(Path folder) {
    return of(root(), folder);
  }

  /** The same of copies, as the platform of a user is. */
  static PlatformConfig ofCopiesIn(Path folder) throws IOException {
    return of(ProgramCopies.of(root(), "1", state(folder)), folder);
  }

  private static PlatformConfig of(Path programs, Path folder) {
    return PlatformConfig.of(new Installation(programs), state(folder), Ports.free());
  }

  private static StateFolder state(Path folder) {
    return new StateFolder(folder.resolve("state"));
  }

  private static Path root() {
    return Path.of(System.getProperty("bidlake.home")).normalize();
  }

  /**
   * The platform's jobs, with more checkpoints than users need: tests wait for them. A topic that
   * nobody writes to is not waited for as long, either.
   */
  public static List<Job> jobs(LocalPlatform platform) {
    return platform.jobs().stream().map(TestPlatform::hurried).toList();
  }

  /** The same without the landing job, for tests of topics that it does not read. */
  public static List<Job> jobsOfEvents(LocalPlatform platform) {
    return jobs(platform).stream().filter(job -> !job.name().equals(LANDING)).toList();
  }

  /** One of the {@link #jobs}. */
  public static Job job(LocalPlatform platform, String name) {
    return jobs(platform).stream().filter(job -> job.name().equals(name)).findAny().orElseThrow();
  }

  /** The ingest job alone, for tests of records and not of windows. */
  static Job ingestJob(LocalPlatform platform) {
    return job(platform, INGEST);
  }

  private static Job hurried(Job job) {
    Job hurried = job.withFlink(OFTEN);
    return Jobs.namesWithWindows().contains(job.name())
        ? hurried.withArguments(List.of("--event-time.first-within", "30s"))
        : hurried;
  }
}
