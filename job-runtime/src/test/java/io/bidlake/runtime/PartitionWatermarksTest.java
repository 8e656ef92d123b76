package io.bidlake.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class PartitionWatermarksTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualClock clock = new ManualClock();
  private final Output output = new Output();

  @Test
  void waitLongerForTheFirstEventThanForTheNext() {
    PartitionWatermarks<String> watermarks = watermarks(Duration.ofSeconds(60));

    quiet(watermarks, 59);
    assertThat(output.idle).isFalse();
    watermarks.onEvent("first", 20_000, output);
    quiet(watermarks, 9);
    assertThat(output.idle).isFalse();
    quiet(watermarks, 4);
    assertThat(output.idle).isTrue();
  }

  @Test
  void passOverAPartitionFromWhichNothingComes() {
    PartitionWatermarks<String> watermarks = watermarks(Duration.ofSeconds(60));

    quiet(watermarks, 62);

    assertThat(output.idle).isTrue();
  }

  @Test
  void waitForTheFirstEventAtLeastAsLongAsForTheNext() {
    PartitionWatermarks<String> watermarks = watermarks(Duration.ofSeconds(1));

    quiet(watermarks, 9);
    assertThat(output.idle).isFalse();
    quiet(watermarks, 3);
    assertThat(output.idle).isTrue();
  }

  @Test
  void followTheNewestEventAtTheDistanceOfTheOutOfOrderness() {
    PartitionWatermarks<String> watermarks = watermarks(Duration.ofSeconds(60));

    watermarks.onEvent("newest", 20_000, output);
    watermarks.onEvent("older", 19_000, output);
    watermarks.onPeriodicEmit(output);

    assertThat(output.emitted).containsExactly(20_000L - 5_000 - 1);
  }

  private PartitionWatermarks<String> watermarks(Duration firstWithin) {
    EventTimeSettings settings =
        new EventTimeSettings(
            Duration.ofSeconds(5), Duration.ofSeconds(10), firstWithin, HOUR, HOUR, HOUR);
    return new PartitionWatermarks<>(settings, clock);
  }

  private void quiet(PartitionWatermarks<String> watermarks, int seconds) {
    for (int i = 0; i < seconds; i++) {
      watermarks.onPeriodicEmit(output);
      clock.advanceTime(Duration.ofSeconds(1));
    }
    watermarks.onPeriodicEmit(output);
  }

  private static final class Output implements WatermarkOutput {
    private final List<Long> emitted = new ArrayList<>();
    private boolean idle;

    @Override
    public void emitWatermark(Watermark watermark) {
      emitted.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }
}
