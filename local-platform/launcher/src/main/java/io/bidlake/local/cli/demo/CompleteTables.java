package io.bidlake.local.cli.demo;

import io.bidlake.local.cli.demo.Waiting.Step;
import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.flink.IdleAfter;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.service.JobReading;
import io.bidlake.local.service.KafkaOffsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits until the jobs have processed all events in Kafka, so that the tables are complete after
 * the next commit.
 */
public record CompleteTables(LocalPlatform platform, PlatformConfig config, Screen screen) {
  /** Added to the idle timeout of partitions, so that the watermark can advance and be reported. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Waits until all jobs have read all records and no more windows end. It waits for the windows
   * before the jobs without windows, which may write for longer.
   *
   * @param check throws an exception to end the wait
   */
  public void await(Runnable check) throws InterruptedException {
    Waiting waiting = new Waiting(screen, check);
    try (KafkaOffsets offsets = new KafkaOffsets(config.addresses().kafka())) {
      waiting.until(() -> read(offsets, Jobs.namesWithWindows()));
      waiting.until(windows()::now);
      waiting.until(() -> read(offsets, Jobs.names()));
    }
  }

  /**
   * How many of the records in Kafka these jobs have read and checkpointed; done when they have
   * all.
   */
  private static Step read(KafkaOffsets offsets, List<String> jobs) {
    List<String> texts = new ArrayList<>();
    for (String job : jobs) {
      JobReading reading = JobReading.of(job, Jobs.inputs().get(job), offsets);
      if (reading.remaining() > 0) {
        texts.add("%s %,d of %,d".formatted(job, reading.read(), reading.written()));
      }
    }
    return texts.isEmpty()
        ? new Step("all records read by " + String.join(", ", jobs), true)
        : new Step("records read: " + String.join(", ", texts), false);
  }

  private WindowsAtRest windows() {
    Duration idleAfter = IdleAfter.of(System.getenv()).duration();
    return new WindowsAtRest(
        platform::windows,
        idleAfter.plus(MARGIN),
        idleAfter.plus(PATIENCE),
        InstantSource.system());
  }
}
