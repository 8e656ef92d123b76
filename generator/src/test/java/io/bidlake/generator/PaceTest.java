package io.bidlake.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long REAL_TIME = 500_000;

  private long now = 1_000_000;
  private long paused;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);

  @Test
  void whatLiesBeforeRealTimeIsDueAtOnce() {
    Pace pace = Pace.realTime(clock, this::pause, REAL_TIME);

    assertThat(pace.isDueAfterPause(REAL_TIME - 1)).isTrue();
    assertThat(pace.isDueAfterPause(REAL_TIME)).isTrue();
    assertThat(paused).isZero();
  }

  @Test
  void waitsUntilTheWallClockHasComeAsFar() {
    Pace pace = Pace.realTime(clock, this::pause, REAL_TIME);

    assertThat(pace.isDueAfterPause(REAL_TIME + 300)).isTrue();
    assertThat(paused).isEqualTo(300);
    assertThat(pace.isDueAfterPause(REAL_TIME + 450)).isTrue();
    assertThat(paused).isEqualTo(450);
  }

  @Test
  void longWaitsAreCutShortSoThatAStopIsSeen() {
    Pace pace = Pace.realTime(clock, this::pause, REAL_TIME);

    assertThat(pace.isDueAfterPause(REAL_TIME + 2_500)).isFalse();
    assertThat(pace.isDueAfterPause(REAL_TIME + 2_500)).isFalse();
    assertThat(pace.isDueAfterPause(REAL_TIME + 2_500)).isTrue();
    assertThat(paused).isEqualTo(2_500);
  }

  @Test
  void catchesUpAfterADelayInsteadOfDrifting() {
    Pace pace = Pace.realTime(clock, this::pause, REAL_TIME);
    for (int i = 1; i <= 100; i++) {
      assertThat(pace.isDueAfterPause(REAL_TIME + i * 10L)).isTrue();
    }
    now += 5_000;
    long before = paused;
    for (int i = 101; i <= 600; i++) {
      assertThat(pace.isDueAfterPause(REAL_TIME + i * 10L)).isTrue();
    }
    assertThat(paused).isEqualTo(before);
    assertThat(pace.isDueAfterPause(REAL_TIME + 6_010)).isTrue();
    assertThat(paused).isEqualTo(before + 10);
  }

  @Test
  void atFullSpeedNothingWaits() {
    Pace pace = Pace.fullSpeed(clock);

    assertThat(pace.isDueAfterPause(now + 1_000_000_000_000L)).isTrue();
  }

  private void pause(long millis) {
    paused += millis;
    now += millis;
  }
}
