package io.bidlake.local.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.cli.demo.CompleteTables.Step;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.flink.WindowProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowsAtRestTest {
  private static final long NONE = Long.MIN_VALUE;
  private static final long MIDNIGHT = Instant.parse("2026-02-03T00:00:00Z").toEpochMilli();

  private Instant now = Instant.EPOCH;
  private List<WindowProgress> reported = List.of();
  private final WindowsAtRest windows =
      new WindowsAtRest(() -> reported, Duration.ofSeconds(8), Duration.ofSeconds(60), () -> now);

  @Test
  void areAtRestWhenNoWatermarkHasMovedForSoLong() {
    report(MIDNIGHT, MIDNIGHT + 1000);

    assertThat(after(0)).isEqualTo(new Step("waiting for windows: watermark 00:00:00", false));
    assertThat(after(7).done()).isFalse();
    assertThat(after(1)).isEqualTo(new Step("windows are at rest: watermark 00:00:00", true));
  }

  @Test
  void areWaitedForAnewWhenTheFastestTaskMoves() {
    report(MIDNIGHT, MIDNIGHT + 1000);
    after(0);
    report(MIDNIGHT, MIDNIGHT + 2000);

    assertThat(after(7).done()).isFalse();
    assertThat(after(7).done()).isFalse();
    assertThat(after(1).done()).isTrue();
  }

  @Test
  void areNotAtRestWhileATaskHasNoWatermark() {
    report(NONE, MIDNIGHT);

    after(0);
    assertThat(after(30)).isEqualTo(new Step("waiting for windows: watermark none yet", false));
  }

  @Test
  void areNotAtRestBeforeTheyHaveReported() {
    after(0);
    assertThat(after(30).done()).isFalse();
  }

  @Test
  void areGivenUpWhenTheyNeverComeToRest() {
    report(NONE, NONE);
    after(60);

    assertThatThrownBy(() -> after(1))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "windows must be at rest within 60 s after all is read, were not: watermark none yet");
  }

  private void report(long... watermarks) {
    Map<String, Long> byTask = new HashMap<>();
    for (int task = 0; task < watermarks.length; task++) {
      byTask.put(task + ".currentInputWatermark", watermarks[task]);
    }
    reported = List.of(new WindowProgress("emit", watermarks.length, byTask));
  }

  private Step after(int seconds) {
    now = now.plusSeconds(seconds);
    return windows.now();
  }
}
