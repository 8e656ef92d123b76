package io.bidlake.local.cli;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.flink.IdleAfter;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.service.KafkaOffsets;
import java.time.Duration;
import java.time.InstantSource;

/** Tables that hold all that can come of the events in Kafka, once the jobs have committed it. */
record CompleteTables(LocalPlatform platform, PlatformConfig config, Screen screen) {
  /** On top of the silence of a partition: for its watermark to pass and to be reported. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Waits until all jobs have read all records and no window ends any more. The windows come first:
   * they come to rest while other jobs still write.
   *
   * @param check throws when there is nothing to wait for any more
   */
  void await(Runnable check) throws InterruptedException {
    Waiting waiting = new Waiting(screen, check);
    try (KafkaOffsets offsets = new KafkaOffsets(config.addresses().kafka())) {
      ReadRecords read = new ReadRecords(offsets, Jobs.inputs());
      waiting.until(() -> read.by(Jobs.namesWithWindows()));
      waiting.until(windows()::now);
      waiting.until(() -> read.by(Jobs.names()));
    }
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
