package io.bidlake.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
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
    assertThat(KafkaSources.firstWithin(settings(Duration.ofSeconds(1)), new Configuration()))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(KafkaSources.firstWithin(settings(Duration.ofSeconds(60)), new Configuration()))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void waitNoLongerWhereAJobGoesOnFromASnapshot() {
    Configuration goesOn =
        new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, "s3://flink/savepoint");

    assertThat(KafkaSources.firstWithin(settings(Duration.ofSeconds(60)), goesOn))
        .isEqualTo(Duration.ofSeconds(10));
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
    return new PartitionWatermarks<>(settings(firstWithin), firstWithin, clock);
  }

  private static EventTimeSettings settings(Duration firstWithin) {
    return new EventTimeSettings(
        Duration.ofSeconds(5), Duration.ofSeconds(10), firstWithin, HOUR, HOUR, HOUR);
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
