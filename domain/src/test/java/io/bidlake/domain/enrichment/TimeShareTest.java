package io.bidlake.domain.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeShareTest {

  private final AtomicLong now = new AtomicLong(-3_000_000_000L);
  private final TimeShare tenth = new TimeShare(0.1, Duration.ofSeconds(2), now::get);

  @Test
  void isUsedUpAndEarnedAgain() {
    assertThat(tenth.isLeft()).isTrue();

    work(Duration.ofSeconds(3));
    assertThat(tenth.isLeft()).isFalse();

    pass(Duration.ofSeconds(6));
    assertThat(tenth.isLeft()).as("0.9 of 1 second earned, 0.3 of it during the work").isFalse();
    pass(Duration.ofSeconds(2));
    assertThat(tenth.isLeft()).isTrue();
  }

  @Test
  void isSavedUpToItsLimit() {
    pass(Duration.ofHours(1));
    work(Duration.ofMillis(2_300));

    assertThat(tenth.isLeft()).isFalse();
  }

  @Test
  void countsWorkThatFails() {
    assertThatThrownBy(
            () ->
                tenth.spend(
                    () -> {
                      pass(Duration.ofSeconds(3));
                      throw new IllegalStateException("failed");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tenth.isLeft()).isFalse();
  }

  private void work(Duration duration) {
    String done =
        tenth.spend(
            () -> {
              pass(duration);
              return "done";
            });
    assertThat(done).isEqualTo("done");
  }

  private void pass(Duration duration) {
    now.addAndGet(duration.toNanos());
  }
}
