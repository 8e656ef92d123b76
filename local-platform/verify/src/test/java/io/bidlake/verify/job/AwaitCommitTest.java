package io.bidlake.verify.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.verify.base.CannotVerifyException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AwaitCommitTest {

  private final List<String> progress = new ArrayList<>();
  private final Deque<Long> behind = new ArrayDeque<>();
  private final Deque<OptionalLong> checkpoints = new ArrayDeque<>();
  private Instant now = Instant.EPOCH;

  @Test
  void waitsForACheckpointAfterTheOneThatCommittedTheMark() {
    behind.addAll(List.of(100L, 0L, 0L, 0L));
    checkpoints.addAll(List.of(done(4), done(5), done(5), done(6)));

    assertThat(await()).contains("has committed all records");

    assertThat(checkpoints).isEmpty();
    assertThat(progress)
        .containsExactly(
            "waiting for the ingest job: 100 records to go",
            "waiting for the ingest job: the checkpoint after 5");
  }

  @Test
  void doesNotWaitForAJobThatIsNotRunning() {
    behind.addAll(List.of(7L, 7L));
    checkpoints.add(OptionalLong.empty());

    assertThat(await()).isEqualTo("the ingest job is not running, and is 7 records behind");
  }

  @Test
  void givesUpWhenTheJobDoesNotCatchUp() {
    for (int i = 0; i < 100; i++) {
      behind.add(9L);
      checkpoints.add(done(1));
    }

    assertThatThrownBy(this::await)
        .isInstanceOf(CannotVerifyException.class)
        .hasMessage(
            "after 10 s the ingest job has not caught up: 9 records to go, 1 checkpoints done");
  }

  private String await() {
    return new AwaitCommit(
            "the ingest job",
            behind::remove,
            checkpoints::remove,
            Duration.ofSeconds(10),
            progress::add,
            () -> now,
            pause -> now = now.plus(pause))
        .await();
  }

  private static OptionalLong done(long count) {
    return OptionalLong.of(count);
  }
}
