package io.bidlake.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.PossibleTimes;
import io.bidlake.runtime.request.ClickEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
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
    PartitionWatermarks<ClickEvent> watermarks = watermarks(Duration.ofSeconds(60));

    quiet(watermarks, 59);
    assertThat(output.idle).isFalse();
    event(watermarks, 20_000);
    quiet(watermarks, 9);
    assertThat(output.idle).isFalse();
    quiet(watermarks, 4);
    assertThat(output.idle).isTrue();
  }

  @Test
  void passOverAPartitionFromWhichNothingComes() {
    PartitionWatermarks<ClickEvent> watermarks = watermarks(Duration.ofSeconds(60));

    quiet(watermarks, 60);
    assertThat(output.emitted).isEmpty();

    quiet(watermarks, 1);
    assertThat(output.emitted)
        .as("a watermark of a partition that is not idle yet")
        .containsExactly(PartitionWatermarks.BEFORE_ALL_TIMES.getTimestamp());
    assertThat(output.idle).isFalse();

    quiet(watermarks, 0);
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
    PartitionWatermarks<ClickEvent> watermarks = watermarks(Duration.ofSeconds(60));

    event(watermarks, 20_000);
    event(watermarks, 19_000);
    watermarks.onPeriodicEmit(output);

    assertThat(output.emitted).containsExactly(20_000L - 5_000 - 1);
  }

  @Test
  void passOverAPartitionFromWhichOnlyEventsOfClocksAheadCome() {
    PartitionWatermarks<ClickEvent> watermarks = watermarks(Duration.ofSeconds(60));

    event(watermarks, 20_000);
    eachSecond(watermarks, 13, second -> ahead(watermarks, 7_220_000 + second * 1_000));

    assertThat(output.idle).isTrue();
    assertThat(output.emitted).isNotEmpty().containsOnly(20_000L - 5_000 - 1);
  }

  @Test
  void passOverAPartitionFromWhichOnlyClocksAheadEverSent() {
    PartitionWatermarks<ClickEvent> watermarks = watermarks(Duration.ofSeconds(60));

    eachSecond(watermarks, 62, second -> ahead(watermarks, 7_220_000 + second * 1_000));

    assertThat(output.idle).isTrue();
  }

  @Test
  void passOverAPartitionFromWhichOnlyEventsOfClocksBehindCome() {
    PartitionWatermarks<ClickEvent> watermarks = watermarks(Duration.ofSeconds(60));

    event(watermarks, 7_220_000);
    eachSecond(watermarks, 13, second -> event(watermarks, 20_000 + second * 1_000));

    assertThat(output.idle).isTrue();
  }

  @Test
  void waitForAPartitionAsLongAsSomeOfItsEventsTellTheTime() {
    PartitionWatermarks<ClickEvent> watermarks = watermarks(Duration.ofSeconds(60));

    eachSecond(
        watermarks,
        60,
        second -> {
          event(watermarks, 20_000 + second * 100);
          ahead(watermarks, 7_220_000 + second * 1_000);
          event(watermarks, 10_000);
        });

    assertThat(output.idle).isFalse();
    assertThat(output.emitted).endsWith(25_900L - 5_000 - 1);
  }

  private PartitionWatermarks<ClickEvent> watermarks(Duration firstWithin) {
    return new PartitionWatermarks<>(settings(firstWithin), firstWithin, clock);
  }

  private static EventTimeSettings settings(Duration firstWithin) {
    return new EventTimeSettings(
        PossibleTimes.DEFAULTS,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        firstWithin,
        HOUR,
        HOUR,
        HOUR);
  }

  private void event(PartitionWatermarks<ClickEvent> watermarks, long time) {
    watermarks.onEvent(new ClickEvent(), time, output);
  }

  private void ahead(PartitionWatermarks<ClickEvent> watermarks, long time) {
    ClickEvent event = new ClickEvent();
    event.ahead = true;
    watermarks.onEvent(event, time, output);
  }

  private void quiet(PartitionWatermarks<ClickEvent> watermarks, int seconds) {
    eachSecond(watermarks, seconds, second -> {});
  }

  private void eachSecond(
      PartitionWatermarks<ClickEvent> watermarks, int seconds, IntConsumer events) {
    for (int i = 0; i < seconds; i++) {
      events.accept(i);
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
