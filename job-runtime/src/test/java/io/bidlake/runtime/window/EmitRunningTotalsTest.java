package io.bidlake.runtime.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/**
 * What windows of 60 ms have added up to so far; their rows are those of {@link EmitWindowsTest}.
 */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
class EmitRunningTotalsTest {

  private static final WindowShape SHAPE = new WindowShape(60, 60, 0, 100);

  @Test
  void comeOnceASecondWhetherTheWindowIsCompleteOrNot() throws Exception {
    try (var windows = EmitHarness.publishing(SHAPE)) {
      windows.add("a", 0, 1, "2.5");
      windows.add("a", 0, 2, "1");
      windows.add("b", 60, 1, "1");
      windows.processingTime(999);
      assertThat(windows.running()).isEmpty();

      windows.processingTime(1_000);
      assertThat(windows.running()).containsExactlyInAnyOrder("+U 0 a 3 3.5", "+U 60 b 1 1.0");
      assertThat(windows.changes()).isEmpty();

      windows.watermark(59);
      windows.add("a", 0, 1, "1");
      windows.processingTime(2_000);
      assertThat(windows.running()).containsExactly("+U 0 a 4 4.5");
      assertThat(windows.changes()).containsExactly("+I 0 a 3 3.5", "-U 0 a 3 3.5", "+U 0 a 4 4.5");

      windows.processingTime(3_000);
      assertThat(windows.running()).isEmpty();
    }
  }

  @Test
  void comeWhenAllIsTakenBack() throws Exception {
    try (var windows = EmitHarness.publishing(SHAPE)) {
      windows.add("a", 0, 1, "2.5");
      windows.add("a", 0, -1, "-2.5");
      windows.processingTime(1_000);

      assertThat(windows.running()).containsExactly("+U 0 a 0 0.0");
    }
  }

  @Test
  void comeBeforeTheBarrierAndAtTheEndSoThatTheyNeedNoState() throws Exception {
    try (var windows = EmitHarness.publishing(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.beforeBarrier();
      assertThat(windows.running()).containsExactly("+U 0 a 1 1.0");

      windows.add("a", 0, 1, "1");
      windows.end();
      assertThat(windows.running()).containsExactly("+U 0 a 2 2.0");
    }
  }

  @Test
  void comeAtOnceWhenTooManyWindowsChanged() throws Exception {
    try (var windows = EmitHarness.publishing(SHAPE)) {
      for (int i = 1; i < 10_000; i++) {
        windows.add("a" + i, 0, 1, "1");
      }
      assertThat(windows.running()).isEmpty();

      windows.add("b", 0, 1, "1");

      assertThat(windows.running()).hasSize(10_000);
    }
  }

  @Test
  void comeAgainAfterARestartWhereTheyWerePublishedSinceTheCheckpoint() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = EmitHarness.publishing(SHAPE)) {
      windows.watermark(0);
      windows.add("kept", 0, 1, "1");
      windows.add("grown", 0, 2, "2");
      windows.beforeBarrier();
      snapshot = windows.snapshot();
    }
    PublishedWindows published =
        (time, windows) -> {
          assertThat(time).isBetween(Instant.now().minusSeconds(90), Instant.now());
          windows.accept("grown", 0);
          windows.accept("gone", 60);
          windows.accept("not a window", 61);
          windows.accept("final", -240);
        };
    try (var windows = EmitHarness.publishing(SHAPE, published, snapshot)) {
      windows.processingTime(1_000);
      assertThat(windows.running())
          .containsExactlyInAnyOrder("+U 0 grown 2 2.0", "+U 60 gone 0 0.0");
    }
  }

  @Test
  void allComeOnceAfterARestartOfAJobThatPublishedNothing() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.add("b", 60, 2, "2");
      snapshot = windows.snapshot();
    }
    PublishedWindows published =
        (time, windows) -> {
          throw new AssertionError("nothing was published");
        };
    try (var windows = EmitHarness.publishing(SHAPE, published, snapshot)) {
      windows.processingTime(1_000);
      assertThat(windows.running()).containsExactlyInAnyOrder("+U 0 a 1 1.0", "+U 60 b 2 2.0");
    }
  }

  @Test
  void doNotComeUnlessTheyAreAskedFor() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.processingTime(1_000);
      windows.beforeBarrier();

      assertThat(windows.running()).isEmpty();
    }
  }

  @Test
  void areOnlyOfWindowsThatDoNotOverlap() {
    assertThatThrownBy(() -> EmitHarness.publishing(new WindowShape(120, 60, 0, 100)))
        .hasMessage("only windows that do not overlap have running totals");
  }
}
