package io.bidlake.runtime.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.tables.Users;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Windows of 60 ms that are emitted every 20 ms, and can be corrected for 100 ms more. */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
class EmitInStepsTest {

  private static final WindowShape SHAPE = new WindowShape(60, 60, 5, 100, 20);

  @Test
  void writesAnOpenWindowAtTheEndOfEachStepInWhichItChanged() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.watermark(23);
      assertThat(windows.changes()).isEmpty();
      windows.watermark(24);
      assertThat(windows.changes()).containsExactly("+I 0 a 1 1.0");

      windows.add("a", 0, 1, "1");
      windows.add("a", 0, 1, "1");
      windows.watermark(43);
      assertThat(windows.changes()).as("waits for the next step").isEmpty();
      windows.watermark(44);
      assertThat(windows.changes()).containsExactly("-U 0 a 1 1.0", "+U 0 a 3 3.0");

      windows.watermark(64);
      assertThat(windows.changes()).as("complete, and unchanged").isEmpty();
      windows.add("a", 0, 1, "1");
      assertThat(windows.changes()).as("at once").containsExactly("-U 0 a 3 3.0", "+U 0 a 4 4.0");

      windows.watermark(164);
      assertThat(windows.states()).isZero();
      assertThat(windows.timers()).isZero();
    }
  }

  @Test
  void writesWhatCameSinceTheLastStepWhenTheWindowIsComplete() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.watermark(44);
      windows.add("a", 0, 1, "1");
      windows.add("b", 0, 1, "1");
      windows.changes();

      windows.watermark(64);

      assertThat(windows.changes())
          .containsExactlyInAnyOrder("-U 0 a 1 1.0", "+U 0 a 2 2.0", "+I 0 b 1 1.0");
    }
  }

  @Test
  void removesTheRowOfAnOpenWindowWhenAllIsTakenBack() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.watermark(24);
      windows.add("a", 0, -1, "-1");
      windows.changes();

      windows.watermark(44);
      assertThat(windows.changes()).containsExactly("-D 0 a 1 1.0");
      windows.add("a", 0, 2, "1");
      windows.watermark(64);
      assertThat(windows.changes()).containsExactly("+I 0 a 2 1.0");
    }
  }

  @Test
  void keepsTheRowOfAnOpenWindowEvenIfNothingIsCorrectedLater() throws Exception {
    try (var windows = new EmitHarness(new WindowShape(60, 60, 5, 0, 20))) {
      windows.add("a", 0, 1, "1");
      windows.watermark(24);
      windows.add("a", 0, 1, "1");
      windows.watermark(64);

      assertThat(windows.changes()).containsExactly("+I 0 a 1 1.0", "-U 0 a 1 1.0", "+U 0 a 2 2.0");
      assertThat(windows.states()).isZero();
      assertThat(windows.timers()).isZero();
    }
  }

  @Test
  void writesTheUsersOfARowButNotThoseOfARowThatIsReplaced() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(SHAPE)) {
      windows.addUser("a", 0, 7);
      windows.watermark(24);
      assertThat(windows.users()).containsExactly(new long[] {7, 1});
      snapshot = windows.snapshot();
    }
    try (var windows = new EmitHarness(SHAPE, snapshot)) {
      windows.addUser("a", 0, 5);
      windows.watermark(44);

      assertThat(windows.users()).containsExactly(Users.NONE, new long[] {5, 1, 7, 1});
    }
  }

  @Test
  void goesOnAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.watermark(24);
      windows.add("a", 0, 1, "1");
      snapshot = windows.snapshot();
    }
    try (var windows = new EmitHarness(SHAPE, snapshot)) {
      windows.watermark(44);

      assertThat(windows.changes()).containsExactly("-U 0 a 1 1.0", "+U 0 a 2 2.0");
    }
  }

  /** Whatever the steps were before, at the latest the end of the window is one of them. */
  @Test
  void completesAWindowThatHadOtherStepsOrAnotherHoldBefore() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.watermark(24);
      windows.add("a", 0, 1, "1");
      snapshot = windows.snapshot();
    }
    for (WindowShape other :
        new WindowShape[] {
          new WindowShape(60, 60, 5, 100, 30),
          new WindowShape(60, 60, 5, 100),
          new WindowShape(60, 60, 10, 100, 20),
          new WindowShape(60, 60, 0, 130, 15)
        }) {
      try (var windows = new EmitHarness(other, snapshot)) {
        windows.watermark(other.finalAt(0));
        assertThat(windows.changes())
            .as("%s", other)
            .containsExactly("-U 0 a 1 1.0", "+U 0 a 2 2.0");

        windows.watermark(1_000);
        assertThat(windows.states()).isZero();
        assertThat(windows.timers()).isZero();
      }
    }
  }
}
