package io.bidlake.runtime.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class EmitWithoutLatenessTest {

  /** What --event-time.allowed-lateness PT0.0001S makes of the job: it writes rows without end. */
  @Test
  void writesEachWindowOnceWhenThereIsNoLateness() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          EmitHarness windows = new EmitHarness(new WindowShape(120, 60, 0, 0));
          windows.add("a", 0, 1, "1");
          windows.add("a", 60, 1, "1");
          windows.watermark(1_000);
          assertThat(windows.changes()).hasSize(3);
        });
  }
}
