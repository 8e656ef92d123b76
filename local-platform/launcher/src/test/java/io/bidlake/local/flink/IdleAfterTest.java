package io.bidlake.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdleAfterTest {

  @Test
  void isShortWhereNobodyHasSetIt() {
    IdleAfter ours = IdleAfter.of(Map.of("EVENT_TIME_IDLE_AFTER", ""));

    assertThat(ours.asArguments()).containsExactly("--event-time.idle-after", "10s");
    assertThat(ours.duration()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void isShorterForRowsAboutAMinute() {
    assertThat(IdleAfter.ofMinutes(Map.of()).duration()).isEqualTo(Duration.ofSeconds(5));
    assertThat(IdleAfter.ofMinutes(Map.of("EVENT_TIME_IDLE_AFTER", "2m")).duration())
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void isWhatTheUserHasSet() {
    IdleAfter users = IdleAfter.of(Map.of("EVENT_TIME_IDLE_AFTER", "2m"));

    assertThat(users.asArguments()).containsExactly("--event-time.idle-after", "2m");
    assertThat(users.duration()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void leavesItToTheJobToRefuseAMistake() {
    assertThat(IdleAfter.of(Map.of("EVENT_TIME_IDLE_AFTER", "soon")).asArguments())
        .containsExactly("--event-time.idle-after", "soon");
  }
}
