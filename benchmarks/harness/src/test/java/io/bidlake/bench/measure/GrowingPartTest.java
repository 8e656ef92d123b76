package io.bidlake.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.bench.measure.Progress.Point;
import io.bidlake.bench.result.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingPartTest {

  /** Ten rows are committed each second, and a row comes from two events. */
  private static final Progress EVEN = progress(101);

  private static final long EVENTS = 2 * EVEN.total();

  @Test
  void beginsEachPartAfterTheWarmUpAndEndsItAtACommit() {
    List<Window> parts =
        GrowingPart.of(List.of(EVEN), EVENTS, 0.1, List.of(0.01, 0.1, 1.0), usage());
    assertThat(parts).extracting(Window::seconds).containsExactly(1.0, 9.0, 89.0);
    assertThat(parts).extracting(Window::events).containsExactly(20L, 180L, 1780L);
  }

  @Test
  void chargesEachPartWithWhatWasUsedInIt() {
    List<Window> parts = GrowingPart.of(List.of(EVEN), EVENTS, 0.1, List.of(0.5, 1.0), usage());
    // The machine works with one core for the first 50 s and with two afterwards.
    assertThat(parts.get(0).cpuSeconds()).isLessThan(parts.get(0).seconds() * 1.25);
    assertThat(parts.get(1).cpuSeconds()).isGreaterThan(parts.get(1).seconds() * 1.5);
  }

  @Test
  void agreesInTheWholeWithTheSteadyPart() {
    Window all = GrowingPart.of(List.of(EVEN), EVENTS, 0.3, List.of(1.0), usage()).get(0);
    assertThat(all).isEqualTo(SteadyPart.of(List.of(EVEN), EVENTS, 0.3, usage()));
  }

  @Test
  void refusesARunWithTooFewCommits() {
    assertThatThrownBy(
            () -> GrowingPart.of(List.of(progress(2)), EVENTS, 0.3, List.of(1.0), usage()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there were 2 in all");
  }

  private static Progress progress(int commits) {
    List<Point> points = new ArrayList<>();
    for (int second = 1; second <= commits; second++) {
      points.add(new Point(second * 1_000L, second * 10L));
    }
    return new Progress(points);
  }

  private static UsageLog usage() {
    UsageLog usage = new UsageLog(2);
    usage.add(new Sample(0, 0, 0, 0, 1));
    usage.add(new Sample(50_000, 50, 0, 50, 1));
    usage.add(new Sample(110_000, 170, 0, 170, 1));
    return usage;
  }
}
