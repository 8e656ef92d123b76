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

/** Tables that hold all that can come of the events in Kafka, once the jobs have committed it. */
public record CompleteTables(LocalPlatform platform, PlatformConfig config, Screen screen) {
  /** On top of the silence of a partition: for its watermark to pass and to be reported. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Waits until all jobs have read all records and no window ends any more. The windows come first:
   * they come to rest while other jobs still write.
   *
   * @param check throws when there is nothing to wait for any more
   */
  public void await(Runnable check) throws InterruptedException {
    Waiting waiting = new Waiting(screen, check);
    try (KafkaOffsets offsets = new KafkaOffsets(config.addresses().kafka())) {
      waiting.until(() -> read(offsets, Jobs.namesWithWindows()));
      waiting.until(windows()::now);
      waiting.until(() -> read(offsets, Jobs.names()));
    }
  }

  /** How much of what is in Kafka these jobs have read and checkpointed; done when all is. */
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
