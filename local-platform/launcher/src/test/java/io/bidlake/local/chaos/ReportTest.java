package io.bidlake.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.chaos.Fault.Kind;
import io.bidlake.local.chaos.Report.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void hasMedianAndWorstOfEachKindAndOfAll() {
    List<Outcome> outcomes =
        Stream.concat(of(Kind.RESCALE, 30_000), of(Kind.KILL, 9_000, 1_000, 20_000, 2_000))
            .toList();

    assertThat(new Report(outcomes).lines())
        .map(line -> Arrays.asList(line.strip().split(" {2,}")))
        .containsExactly(
            List.of("FAULT", "COUNT", "MEDIAN", "WORST"),
            List.of("kill", "4", "5.5 s", "20.0 s"),
            List.of("rescale", "1", "30.0 s", "30.0 s"),
            List.of("all", "5", "9.0 s", "30.0 s"));
  }

  private static Stream<Outcome> of(Kind kind, int... millis) {
    return Arrays.stream(millis).mapToObj(time -> new Outcome(kind, Duration.ofMillis(time)));
  }
}
