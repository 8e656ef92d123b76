package io.bidlake.runtime.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Windows of five minutes, one every minute, that can be corrected for an hour. */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
class EmitSlidingWindowsTest {

  private static final long MINUTE = 60_000;
  private static final WindowShape SHAPE =
      WindowShape.sliding(
          Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ZERO, Duration.ofHours(1));

  @Test
  void countsASliceInEachOfItsFiveWindows() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 10 * MINUTE, 1, "1");
      windows.watermark(60 * MINUTE);

      assertThat(windows.changes()).isEqualTo(inserts(6, 10, "a 1 1.0"));
    }
  }

  @Test
  void writesEachWindowAtItsOwnEnd() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 10 * MINUTE, 1, "1");
      for (int first = 6; first <= 10; first++) {
        windows.watermark((first + 5) * MINUTE - 2);
        assertThat(windows.changes()).isEmpty();
        windows.watermark((first + 5) * MINUTE - 1);
        assertThat(windows.changes()).isEqualTo(inserts(first, first, "a 1 1.0"));
      }
    }
  }

  @Test
  void addsUpTheSlicesOfEachWindow() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 12 * MINUTE, 10, "1");
      windows.add("a", 10 * MINUTE, 1, "0.5");
      windows.watermark(60 * MINUTE);

      assertThat(windows.changes())
          .containsExactly(
              "+I 360000 a 1 0.5",
              "+I 420000 a 1 0.5",
              "+I 480000 a 11 1.5",
              "+I 540000 a 11 1.5",
              "+I 600000 a 11 1.5",
              "+I 660000 a 10 1.0",
              "+I 720000 a 10 1.0");
    }
  }

  @Test
  void hasNoRowForWindowsInTheMiddleOfAGap() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 0, 1, "1");
      windows.add("a", 20 * MINUTE, 1, "1");
      windows.watermark(60 * MINUTE);

      assertThat(windows.changes())
          .containsAll(inserts(-4, 0, "a 1 1.0"))
          .containsAll(inserts(16, 20, "a 1 1.0"))
          .hasSize(10);
    }
  }

  @Test
  void correctsWindowsThatAreOutAtOnceAndOthersAtTheirEnd() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 10 * MINUTE, 1, "1");
      windows.watermark(12 * MINUTE - 1);
      assertThat(windows.changes()).isEqualTo(inserts(6, 7, "a 1 1.0"));

      windows.add("a", 10 * MINUTE, 1, "1");
      assertThat(windows.changes())
          .containsExactly(
              "-U 360000 a 1 1.0", "+U 360000 a 2 2.0", "-U 420000 a 1 1.0", "+U 420000 a 2 2.0");

      windows.watermark(60 * MINUTE);
      assertThat(windows.changes()).isEqualTo(inserts(8, 10, "a 2 2.0"));
    }
  }

  @Test
  void deletesTheRowsOfAllWindowsThatALateRetractionEmpties() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 10 * MINUTE, 1, "1");
      windows.add("a", 13 * MINUTE, 1, "1");
      windows.watermark(30 * MINUTE);
      windows.changes();

      windows.add("a", 10 * MINUTE, -1, "-1");

      assertThat(windows.changes())
          .containsExactly(
              "-D 360000 a 1 1.0",
              "-D 420000 a 1 1.0",
              "-D 480000 a 1 1.0",
              "-U 540000 a 2 2.0",
              "+U 540000 a 1 1.0",
              "-U 600000 a 2 2.0",
              "+U 600000 a 1 1.0");
    }
  }

  @Test
  void correctsEachWindowOnceTheWatermarkIsBackAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 10 * MINUTE, 1, "1");
      windows.watermark(13 * MINUTE);
      assertThat(windows.changes()).isEqualTo(inserts(6, 8, "a 1 1.0"));
      snapshot = windows.snapshot();
    }

    try (var windows = new EmitHarness(SHAPE, snapshot)) {
      windows.add("a", 10 * MINUTE, 1, "1");
      windows.watermark(11 * MINUTE - 1);
      assertThat(windows.changes()).containsExactly("-U 360000 a 1 1.0", "+U 360000 a 2 2.0");
      windows.watermark(13 * MINUTE);
      assertThat(windows.changes())
          .containsExactly(
              "-U 420000 a 1 1.0", "+U 420000 a 2 2.0", "-U 480000 a 1 1.0", "+U 480000 a 2 2.0");
      windows.watermark(60 * MINUTE);
      assertThat(windows.changes()).isEqualTo(inserts(9, 10, "a 2 2.0"));
    }
  }

  @Test
  void forgetsEachSliceAndWindowInItsTurn() throws Exception {
    try (var windows = new EmitHarness(SHAPE)) {
      windows.add("a", 10 * MINUTE, 1, "1");
      windows.add("a", 40 * MINUTE, 1, "1");
      windows.watermark(75 * MINUTE - 1);
      windows.add("a", 40 * MINUTE, 1, "1");
      windows.watermark(105 * MINUTE - 2);
      assertThat(windows.states()).isPositive();

      windows.watermark(105 * MINUTE - 1);

      assertThat(windows.states()).isZero();
      assertThat(windows.timers()).isZero();
    }
  }

  @Test
  void takesTheSameWorkForAContributionHoweverLongTheWindowsAre() throws Exception {
    try (var windows = new EmitHarness(new WindowShape(60 * MINUTE, MINUTE, 0, 60 * MINUTE))) {
      for (int i = 0; i < 1_000; i++) {
        windows.add("a", 600 * MINUTE, 1, "1");
      }

      // That of the first window, which registers the next, and that which forgets the slice.
      assertThat(windows.timers()).isEqualTo(2);
      windows.watermark(1_000 * MINUTE);
      assertThat(windows.changes()).isEqualTo(inserts(541, 600, "a 1000 1000.0"));
    }
  }

  private static List<String> inserts(long firstMinute, long lastMinute, String rest) {
    return LongStream.rangeClosed(firstMinute, lastMinute)
        .mapToObj(minute -> "+I %d %s".formatted(minute * MINUTE, rest))
        .toList();
  }
}
