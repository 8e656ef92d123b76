package io.bidlake.local.chaos;

import io.bidlake.local.chaos.proxy.FaultyProxy;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.flink.Job;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.process.LogFile;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.local.service.GeneratorService;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The platform that faults act on.
 *
 * @param proxies the proxies between the jobs and the servers, by the server's port
 * @param jobs the jobs, connected through the proxies
 * @param load the bid requests per second of a sender
 */
record Stage(
    LocalPlatform platform,
    PlatformConfig config,
    Map<PortSetting, FaultyProxy> proxies,
    List<Job> jobs,
    double load) {
  /** The name of the process of a second sender, and of its log. */
  static final String SENDER = "chaos-sender";

  private static final Duration LAST_DELIVERIES = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 100;

  Victims victims() {
    return new Victims(config.state());
  }

  /** Runs a second generator until it is done or the time is over. */
  void send(Map<String, String> settings, Duration time) throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(Chaos.sender(load));
    all.putAll(settings);
    ServerProcess sender =
        ServerProcess.start(SENDER, new GeneratorService(config, all).prepare(), config.state());
    try {
      long deadline = System.nanoTime() + time.toNanos();
      while (sender.alive() && System.nanoTime() < deadline) {
        Thread.sleep(POLL_MILLIS);
      }
      if (sender.exitCode().orElse(0) != 0) {
        throw new PlatformException(LogFile.failure("a sender failed", config.state().log(SENDER)));
      }
    } finally {
      sender.stop(LAST_DELIVERIES);
    }
  }
}
