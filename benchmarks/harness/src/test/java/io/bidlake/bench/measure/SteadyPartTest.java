package io.bidlake.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bidlake.bench.measure.Progress.Point;
import io.bidlake.bench.result.Window;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SteadyPartTest {

  private final UsageLog usage = new UsageLog(2);

  @BeforeEach
  void useOneCore() {
    usage.add(new Sample(0, 0, 0, 0, 0));
    usage.add(new Sample(100_000, 100, 0, 100, 0));
  }

  @Test
  void beginsAtTheFirstCommitAfterTheWarmUpAndEndsAtTheLastButOne() {
    Progress table =
        progress(
            new Point(10_000, 100),
            new Point(20_000, 400),
            new Point(30_000, 900),
            new Point(40_000, 1_000));

    Window window = SteadyPart.of(List.of(table), 2_000, 0.3, usage);

    assertThat(window.seconds()).isEqualTo(10);
    assertThat(window.cpuSeconds()).isEqualTo(10, within(1e-9));
    // Half of the rows, so half of the events.
    assertThat(window.events()).isEqualTo(1_000);
  }

  @Test
  void takesItsEndsFromTheTableThatIsWrittenToTheLongestAndCountsAll() {
    Progress longest =
        progress(
            new Point(10_000, 100),
            new Point(20_000, 200),
            new Point(30_000, 300),
            new Point(40_000, 400));
    Progress doneEarly = progress(new Point(12_000, 400), new Point(15_000, 600));

    Window window = SteadyPart.of(List.of(doneEarly, longest), 1_000, 0.3, usage);

    assertThat(window.seconds()).isEqualTo(10);
    assertThat(window.events()).isEqualTo(100);
  }

  @Test
  void saysWhenARunIsTooShortToBeMeasured() {
    Progress table = progress(new Point(10_000, 100), new Point(20_000, 1_000));

    assertThatThrownBy(() -> SteadyPart.of(List.of(table), 1_000, 0.3, usage))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there were 2 in all")
        .hasMessageContaining("--commit-interval");
  }

  private static Progress progress(Point... points) {
    return new Progress(List.of(points));
  }
}
