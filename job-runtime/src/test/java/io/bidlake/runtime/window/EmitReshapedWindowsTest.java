package io.bidlake.runtime.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Windows that go on from a snapshot with another hold or lateness, as after a change of a setting:
 * they are written and forgotten as the new shape says, and none is lost.
 */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
class EmitReshapedWindowsTest {

  private static final long HOLD = 75;
  private static final long LATENESS = 100;

  /** One window is out, one is open, and of another key nothing will come any more. */
  private static OperatorSubtaskState snapshot() throws Exception {
    try (var windows = new EmitHarness(tumbling(HOLD, LATENESS))) {
      windows.add("a", 0, 1, "1");
      windows.add("a", 60, 2, "2");
      windows.add("b", 60, 3, "3");
      windows.watermark(59 + HOLD + 10);
      assertThat(windows.changes()).containsExactly("+I 0 a 1 1.0");
      return windows.snapshot();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "75, 100",
    "105, 100",
    "135, 100",
    "255, 100",
    "15, 100",
    "45, 100",
    "0, 100",
    "75, 130",
    "75, 160",
    "75, 400",
    "75, 40",
    "75, 70",
    "75, 0",
    "105, 70",
    "45, 130",
    "300, 10",
    "0, 0"
  })
  void writesAndForgetsEachWindowWhenTheNewShapeSays(long hold, long lateness) throws Exception {
    try (var windows = new EmitHarness(tumbling(hold, lateness), snapshot())) {
      long complete = 119 + hold;
      windows.watermark(complete - 1);
      assertThat(windows.changes()).isEmpty();
      windows.watermark(complete);
      assertThat(windows.changes()).containsExactlyInAnyOrder("+I 60 a 2 2.0", "+I 60 b 3 3.0");

      if (lateness > 0) {
        windows.watermark(complete + lateness - 1);
        assertThat(windows.states()).isPositive();
        windows.add("b", 60, 1, "1");
        assertThat(windows.changes()).containsExactly("-U 60 b 3 3.0", "+U 60 b 4 4.0");
      }
      windows.watermark(complete + lateness);
      assertThat(windows.states()).isZero();

      windows.watermark(10_000);
      assertThat(windows.changes()).isEmpty();
      assertThat(windows.states()).isZero();
      assertThat(windows.timers()).isZero();
    }
  }

  @Test
  void correctsTheWindowThatWasOutAsLongAsTheNewShapeSays() throws Exception {
    try (var windows = new EmitHarness(tumbling(HOLD + 30, LATENESS), snapshot())) {
      windows.watermark(59 + HOLD + 30 + LATENESS - 1);
      windows.changes();

      windows.add("a", 0, 1, "1");

      assertThat(windows.changes()).containsExactly("-U 0 a 1 1.0", "+U 0 a 2 2.0");
    }
  }

  @Test
  void writesAtOnceWhatIsOverdueByAShorterHold() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(tumbling(HOLD, LATENESS))) {
      windows.add("a", 0, 1, "1");
      windows.watermark(59 + HOLD - 1);
      assertThat(windows.changes()).isEmpty();
      snapshot = windows.snapshot();
    }

    try (var windows = new EmitHarness(tumbling(HOLD - 30, LATENESS), snapshot)) {
      windows.watermark(59 + HOLD - 1);

      assertThat(windows.changes()).containsExactly("+I 0 a 1 1.0");
    }
  }

  @Test
  void leavesTheRowOfAWindowThatIsForgottenHoweverMuchLongerItIsKeptNow() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(tumbling(HOLD, LATENESS))) {
      windows.add("a", 0, 1, "1");
      windows.add("a", 120, 1, "1");
      windows.watermark(59 + HOLD + LATENESS);
      windows.changes();
      snapshot = windows.snapshot();
    }
    // Also when nothing but a restart happens in between.
    for (int i = 0; i < 2; i++) {
      try (var windows = new EmitHarness(tumbling(HOLD, 5 * LATENESS), snapshot)) {
        int timers = windows.timers();
        windows.add("a", 0, 1, "1");
        assertThat(windows.timers()).isEqualTo(timers);
        windows.watermark(59 + HOLD + LATENESS);
        assertThat(windows.changes()).isEmpty();
        snapshot = windows.snapshot();
      }
    }
    try (var windows = new EmitHarness(tumbling(HOLD, 5 * LATENESS), snapshot)) {
      windows.watermark(59 + HOLD + 5 * LATENESS);

      assertThatThrownBy(() -> windows.add("a", 0, 1, "1"))
          .hasMessageContaining("slice 0 of 'a' must not change any more");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 300", "0, 330", "0, 60", "0, 90", "0, 0", "30, 120", "60, 120", "600, 120"})
  void writesEachSlidingWindowOnce(long hold, long lateness) throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(new WindowShape(300, 60, 0, 120))) {
      windows.add("a", 600, 1, "1");
      windows.add("a", 1_200, 1, "1");
      // Those from 360 to 480 are out, and that of 360 is forgotten.
      windows.watermark(480 + 299);
      assertThat(windows.changes())
          .containsExactly("+I 360 a 1 1.0", "+I 420 a 1 1.0", "+I 480 a 1 1.0");
      snapshot = windows.snapshot();
    }

    try (var windows = new EmitHarness(new WindowShape(300, 60, hold, lateness), snapshot)) {
      for (long watermark = 480; watermark < 10_000; watermark++) {
        windows.watermark(watermark);
      }

      assertThat(windows.changes())
          .containsExactly(
              "+I 540 a 1 1.0",
              "+I 600 a 1 1.0",
              "+I 960 a 1 1.0",
              "+I 1020 a 1 1.0",
              "+I 1080 a 1 1.0",
              "+I 1140 a 1 1.0",
              "+I 1200 a 1 1.0");
      assertThat(windows.states()).isZero();
      assertThat(windows.timers()).isZero();
    }
  }

  @Test
  void correctsOfASliceOnlyTheWindowsThatAreNotForgotten() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(new WindowShape(300, 60, 0, 120))) {
      windows.add("a", 540, 1, "1");
      windows.add("a", 600, 1, "1");
      windows.watermark(480 + 299);
      assertThat(windows.changes())
          .containsExactly("+I 300 a 1 1.0", "+I 360 a 2 2.0", "+I 420 a 2 2.0", "+I 480 a 2 2.0");
      snapshot = windows.snapshot();
    }

    try (var windows = new EmitHarness(new WindowShape(300, 60, 0, 1_200), snapshot)) {
      windows.watermark(480 + 299);
      windows.add("a", 600, 1, "1");

      assertThat(windows.changes())
          .containsExactly("-U 420 a 2 2.0", "+U 420 a 3 3.0", "-U 480 a 2 2.0", "+U 480 a 3 3.0");
    }
  }

  @Test
  void registersNoTimersWhenTheShapeIsTheSame() throws Exception {
    OperatorSubtaskState snapshot = snapshot();
    try (var windows = new EmitHarness(tumbling(HOLD, LATENESS), snapshot)) {
      // For each of the two open windows one to write and one to forget it, and one for the other.
      assertThat(windows.timers()).isEqualTo(5);
    }
    try (var windows = new EmitHarness(tumbling(HOLD + 1, LATENESS), snapshot)) {
      assertThat(windows.timers()).isEqualTo(5 + 6);
    }
  }

  private static WindowShape tumbling(long hold, long lateness) {
    return new WindowShape(60, 60, hold, lateness);
  }
}
