package io.bidlake.verify.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.job.FlinkJob.View;
import io.bidlake.verify.kafka.Offsets.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AwaitCommitTest {

  private final List<String> progress = new ArrayList<>();
  private final Deque<Long> behind = new ArrayDeque<>();
  private final Deque<Optional<View>> checkpoints = new ArrayDeque<>();
  private final Deque<Long> heldDays = new ArrayDeque<>();
  private Set<String> unread = Set.of();
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
  void waitsForDaysThatTheJobHoldsBack() {
    behind.addAll(List.of(0L, 0L, 0L, 0L, 0L));
    checkpoints.addAll(
        List.of(done(5), done(6), view("RUNNING", 6, 1), done(8), done(9), done(10)));
    heldDays.addAll(List.of(0L, 30L, 0L, 0L, 0L));

    assertThat(await()).contains("has committed all records");

    assertThat(checkpoints)
        .as("they left between 7 and 8, and 9 has shown that 8 is in the lake")
        .containsExactly(done(10));
    assertThat(progress)
        .contains(
            "waiting for the ingest job: the checkpoint after 6 (it holds back 30 days of windows)");
  }

  @Test
  void doesNotWaitForAJobThatIsNotRunning() {
    behind.addAll(List.of(7L, 7L));
    checkpoints.add(Optional.empty());

    assertThat(await()).isEqualTo("the ingest job is not running, and is 7 records behind");
  }

  @Test
  void givesUpWhenTheJobComesNoFurther() {
    stands(100, done(1));

    assertThatThrownBy(this::await)
        .isInstanceOf(CannotVerifyException.class)
        .hasMessage(
            "for 10 s the ingest job has made no progress: 9 records to go, 1 checkpoints done");
  }

  @Test
  void waitsAsLongAsTheJobComesFurther() {
    for (long left = 100; left >= 0; left--) {
      behind.add(left);
      checkpoints.add(done(100 - left));
    }
    behind.add(0L);
    checkpoints.add(done(101));

    assertThat(await()).contains("has committed all records");
    assertThat(now).isAfter(Instant.EPOCH.plusSeconds(40));
  }

  @Test
  void waitsLongerWhereItSeesWhyTheJobComesNoFurther() {
    stands(50, view("RESTARTING", 1, 0));
    unread = Set.of("clicks-4");
    behind.addAll(List.of(0L, 0L));
    checkpoints.addAll(List.of(done(1), done(2)));

    assertThat(await()).contains("has committed all records");
    assertThat(progress).contains("waiting for the ingest job: 9 records to go (it is RESTARTING)");
  }

  @Test
  void saysWhyTheJobComesNoFurtherWhenItGivesUp() {
    stands(150, view("RUNNING", 1, 1));
    assertThatThrownBy(this::await).hasMessageEndingWith("(a checkpoint is in progress)");

    behind.clear();
    checkpoints.clear();
    unread = Set.of("clicks-4");
    stands(150, done(1));
    assertThatThrownBy(this::await).hasMessageEndingWith("(it has not started to read clicks-4)");
  }

  private void stands(int looks, Optional<View> job) {
    for (int i = 0; i < looks; i++) {
      behind.add(9L);
      checkpoints.add(job);
    }
  }

  private String await() {
    return new AwaitCommit(
            "the ingest job",
            () -> new Backlog(behind.remove(), unread),
            checkpoints::remove,
            () -> heldDays.isEmpty() ? 0 : heldDays.remove(),
            Duration.ofSeconds(10),
            progress::add,
            () -> now,
            pause -> now = now.plus(pause))
        .await();
  }

  private static Optional<View> done(long count) {
    return view("RUNNING", count, 0);
  }

  private static Optional<View> view(String state, long completed, long inProgress) {
    return Optional.of(new View(state, completed, inProgress));
  }
}
