package io.bidlake.local.cli.demo;

import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.service.JobReading;
import io.bidlake.local.service.KafkaOffsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Waits until the jobs have processed all events in Kafka, so that the tables are complete after
 * the next commit.
 */
public record CompleteTables(LocalPlatform platform, PlatformConfig config, Screen screen) {
  /** Added to the idle timeout of partitions, so that the watermark can advance and be reported. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 500;
  private static final int LINE_EVERY = 10;

  /** The current progress: a line to show, and whether the wait is over. */
  record Step(String text, boolean done) {}

  /**
   * Waits until all jobs have read all records and no more windows end. It waits for the windows
   * before the jobs without windows, which may write for longer.
   *
   * @param check throws an exception to end the wait
   */
  public void await(Runnable check) throws InterruptedException {
    try (KafkaOffsets offsets = new KafkaOffsets(config.addresses().kafka())) {
      until(() -> read(offsets, Jobs.namesWithWindows()), check);
      until(windows()::now, check);
      until(() -> read(offsets, Jobs.names()), check);
    }
  }

  /** Polls until it is done, and shows the progress; the last line stays on the screen. */
  private void until(Supplier<Step> question, Runnable check) throws InterruptedException {
    for (int turn = 0; ; turn++) {
      check.run();
      Step step = question.get();
      String line = "   " + step.text();
      if (step.done()) {
        screen.area(List.of());
        screen.line(line);
        return;
      }
      screen.area(List.of(line));
      if (!screen.terminal() && turn % LINE_EVERY == 0) {
        screen.line(line);
      }
      Thread.sleep(POLL_MILLIS);
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
    Duration idleAfter = Jobs.idleAfter(System.getenv());
    return new WindowsAtRest(
        platform::windows,
        idleAfter.plus(MARGIN),
        idleAfter.plus(PATIENCE),
        InstantSource.system());
  }
}
