package io.bidlake.local.cli;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.service.GeneratorService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run from nothing to proven tables. */
record Demo(LocalPlatform platform, PlatformConfig config, Screen screen) {
  private static final String BACKFILL_HOURS = "BACKFILL_HOURS";

  int run() throws Exception {
    long begin = System.nanoTime();
    RunningWork work = new RunningWork(platform, config);
    screen.line("1. Starting the platform");
    platform.start();
    screen.line("   Flink Web UI: " + config.addresses().flink());
    screen.line("2. Starting the jobs and sending events");
    ForwardedLog.during(
        config.state().log(ServiceName.MOCK_DATA_GEN.text()),
        screen,
        () -> {
          work.sendEvents(generatorSettings());
          return null;
        });
    screen.line("3. Waiting until every event is read and every window that can end has ended");
    new CompleteTables(platform, config, screen).await(work::requireJobs);
    screen.line("4. Stopping the jobs, which commits what they hold");
    work.stopJobs(Jobs.names());
    screen.line("5. The tables");
    LakeProgram.showTables(config, List.of()).run();
    screen.line("6. Proving the numbers: Kafka beside the lake, row by row");
    int verdict = LakeProgram.verify(config, List.of()).run();
    screen.line(
        "%s in %s".formatted(verdict == 0 ? "PASS" : "FAIL", ScreenProgress.seconds(begin)));
    return verdict;
  }

  private static Map<String, String> generatorSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put(GeneratorService.BACKFILL_ONLY, "true");
    if (System.getenv(BACKFILL_HOURS) == null) {
      settings.put(BACKFILL_HOURS, "2");
    }
    return settings;
  }
}
