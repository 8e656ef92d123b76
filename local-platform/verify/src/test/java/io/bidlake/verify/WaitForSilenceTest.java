package io.bidlake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.verify.report.Report;
import io.bidlake.verify.report.WindowsResult;
import io.bidlake.verify.report.WindowsResult.WindowResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitForSilenceTest {

  private final List<Object> done = new ArrayList<>();
  private final WaitForSilence wait =
      new WaitForSilence(Duration.ofSeconds(60), done::add, done::add);

  @Test
  void comparesOnceIfNoRowMayBeLate() {
    assertThat(wait.of(() -> compared(0, 0)).passed()).isTrue();
    assertThat(done).containsExactly("compared");
  }

  @Test
  void comparesOnceIfOtherRowsAreWrong() {
    assertThat(wait.of(() -> compared(3, 2)).passed()).isFalse();
    assertThat(done).containsExactly("compared");
  }

  @Test
  void comparesOnceMoreWhenTheJobsNoLongerWaitAndTakesThatForTheTruth() {
    Report report = wait.of(() -> done.isEmpty() ? compared(200, 200) : compared(3, 3));

    assertThat(report.windows().held()).isEqualTo(3);
    assertThat(report.passed()).isFalse();
    assertThat(done)
        .containsExactly(
            "compared",
            "200 rows of windows are not there yet; comparing again in 75 s, as the jobs wait for silent partitions",
            Duration.ofSeconds(75),
            "compared");
  }

  private Report compared(long missing, long held) {
    done.add("compared");
    return new Report(
        List.of(),
        List.of(),
        new WindowsResult(
            List.of(new WindowResult("hourly", 0, 0, 0, missing, 0, 0, 0, 0, 0, 0)),
            List.of(),
            0,
            held,
            List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        1,
        null);
  }
}
