package io.bidlake.runtime.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Windows of 60 ms that can be corrected for 100 ms more. */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
class EmitWindowsTest {

  private static final WindowShape SHAPE = new WindowShape(60, 60, 0, 100);

  @Test
  void writesAWindowAtTheWatermarkOfItsLastMillisecond() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "2.5");
      windows.add("a", 0, 2, "1");
      windows.watermark(58);
      assertThat(windows.changes()).isEmpty();

      windows.watermark(59);
      assertThat(windows.changes()).containsExactly("+I 0 a 3 3.5");

      windows.watermark(120);
      assertThat(windows.changes()).isEmpty();
    }
  }

  @Test
  void writesAWindowBeforeTheEpoch() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", -60, 1, "1");
      windows.watermark(-2);
      assertThat(windows.changes()).isEmpty();

      windows.watermark(-1);
      assertThat(windows.changes()).containsExactly("+I -60 a 1 1.0");
    }
  }

  @Test
  void keepsKeysAndWindowsApart() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.add("b", 0, 2, "2");
      windows.add("a", 60, 3, "3");

      windows.watermark(59);
      assertThat(windows.changes()).containsExactlyInAnyOrder("+I 0 a 1 1.0", "+I 0 b 2 2.0");

      windows.watermark(119);
      assertThat(windows.changes()).containsExactly("+I 60 a 3 3.0");
    }
  }

  @Test
  void waitsForTheHold() throws Exception {
    try (var windows = new EmitHarness(new WindowShape(60, 60, 75, 100))) {
      windows.add("a", 0, 1, "1");
      windows.watermark(60);
      windows.add("a", 0, 1, "1");
      windows.watermark(59 + 74);
      assertThat(windows.changes()).isEmpty();

      windows.watermark(59 + 75);
      assertThat(windows.changes()).containsExactly("+I 0 a 2 2.0");

      windows.watermark(59 + 75 + 99);
      windows.add("a", 0, 1, "1");
      assertThat(windows.changes()).containsExactly("-U 0 a 2 2.0", "+U 0 a 3 3.0");
      windows.watermark(59 + 75 + 100);
      assertThat(windows.states()).isZero();
    }
  }

  @Test
  void replacesTheRowAtOnceWhenAContributionIsLate() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "2.5");
      windows.watermark(59 + 99);
      windows.changes();

      windows.add("a", 0, 1, "1");
      assertThat(windows.changes()).containsExactly("-U 0 a 1 2.5", "+U 0 a 2 3.5");

      windows.add("a", 0, 0, "-1");
      assertThat(windows.changes()).containsExactly("-U 0 a 2 3.5", "+U 0 a 2 2.5");
    }
  }

  @Test
  void addsTheRowAtOnceWhenTheFirstContributionIsLate() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.watermark(59 + 99);

      windows.add("a", 0, 1, "1");

      assertThat(windows.changes()).containsExactly("+I 0 a 1 1.0");
    }
  }

  @Test
  void deletesTheRowWhenNothingIsLeft() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "2.5");
      windows.watermark(59);
      windows.changes();

      windows.add("a", 0, -1, "-2.5");
      assertThat(windows.changes()).containsExactly("-D 0 a 1 2.5");

      windows.add("a", 0, 1, "3");
      assertThat(windows.changes()).containsExactly("+I 0 a 1 3.0");
    }
  }

  @Test
  void leavesTheRowWhenACorrectionChangesNothing() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "2.5");
      windows.watermark(59);
      windows.changes();

      windows.add("a", 0, 0, "0.00");

      assertThat(windows.changes()).isEmpty();
    }
  }

  @Test
  void hasNoRowForWhatIsTakenBackInTime() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "2.5");
      windows.add("a", 0, -1, "-2.5");
      windows.watermark(1_000);

      assertThat(windows.changes()).isEmpty();
      assertThat(windows.states()).isZero();
      assertThat(windows.timers()).isZero();
    }
  }

  @Test
  void forgetsAWindowThatCanNoLongerBeCorrected() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.add("b", 0, 1, "1");
      windows.add("b", 0, 1, "1");
      windows.watermark(59 + 99);
      assertThat(windows.states()).isPositive();

      windows.watermark(59 + 100);

      assertThat(windows.states()).isZero();
      assertThat(windows.timers()).isZero();
    }
  }

  @Test
  void failsWhenAForgottenWindowWouldChange() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.watermark(59 + 100);

      assertThatThrownBy(() -> windows.add("a", 0, 1, "1"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("slice 0 of 'a' must not change any more at watermark 159");
    }
  }

  @Test
  void goesOnWithAnOpenWindowAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      snapshot = windows.snapshot();
    }

    try (var windows = new EmitHarness(SHAPE, snapshot)) {
      windows.add("a", 0, 1, "1");
      windows.watermark(59);
      assertThat(windows.changes()).containsExactly("+I 0 a 2 2.0");
      windows.watermark(159);
      assertThat(windows.states()).isZero();
    }
  }

  @Test
  void knowsAfterARestartWhatItHasWritten() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.watermark(70);
      snapshot = windows.snapshot();
    }

    try (var windows = new EmitHarness(SHAPE, snapshot)) {
      // Flink starts without a watermark.
      windows.add("a", 0, 1, "1");
      windows.watermark(58);
      assertThat(windows.changes()).isEmpty();

      windows.watermark(70);
      assertThat(windows.changes()).containsExactly("-U 0 a 1 1.0", "+U 0 a 2 2.0");

      windows.add("a", 0, -2, "-2");
      assertThat(windows.changes()).containsExactly("-D 0 a 2 2.0");
    }
  }

  @Test
  void writesAWindowOnceWhenItEndsAgainAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.watermark(70);
      snapshot = windows.snapshot();
    }

    try (var windows = new EmitHarness(SHAPE, snapshot)) {
      windows.watermark(159);
      assertThat(windows.changes()).isEmpty();
      assertThat(windows.states()).isZero();
      assertThat(windows.timers()).isZero();
    }
  }

  @Test
  void failsAfterARestartWhenAForgottenWindowWouldChange() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.watermark(59 + 100);
      windows.add("b", 120, 1, "1");
      snapshot = windows.snapshot();
    }

    try (var windows = new EmitHarness(SHAPE, snapshot)) {
      assertThatThrownBy(() -> windows.add("a", 0, 1, "1"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("slice 0 of 'a' must not change any more");
    }
  }
}
