package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartPauseTest {
  private final RestartPause pause = new RestartPause();

  @Test
  void growsWhileTheServiceKeepsDyingUpToALimit() {
    assertThat(Stream.generate(() -> pause.before(Duration.ofSeconds(2))).limit(9))
        .extracting(Duration::toSeconds)
        .containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void isForgottenAfterALongLife() {
    pause.before(Duration.ZERO);
    pause.before(Duration.ZERO);

    assertThat(pause.before(Duration.ofHours(1))).isZero();
  }
}
