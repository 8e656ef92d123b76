package io.bidlake.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.bench.latency.Latencies.Percentiles;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  private static final Percentage PRECISION = Percentage.withPercentage(0.1);

  @Test
  void tellWhatHalfAndNearlyAllRowsTookAtMost() {
    Latencies latencies = new Latencies(0, 1_000);
    for (int millis = 1; millis <= 1_000; millis++) {
      latencies.add("a", 500, 500 + millis * 10L);
    }
    Percentiles all = latencies.together();
    assertThat(all.rows()).isEqualTo(1_000);
    assertThat(all.median()).isCloseTo(5.0, PRECISION);
    assertThat(all.high()).isCloseTo(9.9, PRECISION);
  }

  @Test
  void leaveOutWhatWasReceivedBeforeOrAfter() {
    Latencies latencies = new Latencies(1_000, 2_000);
    latencies.add("a", 999, 9_000);
    latencies.add("a", 1_000, 1_100);
    latencies.add("a", 1_999, 2_099);
    latencies.add("a", 2_000, 9_000);
    assertThat(latencies.together().rows()).isEqualTo(2);
    assertThat(latencies.together().high()).isCloseTo(0.1, PRECISION);
  }

  @Test
  void keepTablesApartAndTogether() {
    Latencies latencies = new Latencies(0, 1_000);
    latencies.add("a", 0, 1_000);
    latencies.add("b", 0, 3_000);
    latencies.add("b", 0, 3_000);
    assertThat(latencies.byTable()).containsOnlyKeys("a", "b");
    assertThat(latencies.byTable().get("a").median()).isCloseTo(1.0, PRECISION);
    assertThat(latencies.together().median()).isCloseTo(3.0, PRECISION);
    assertThat(latencies.together().rows()).isEqualTo(3);
  }

  @Test
  void refuseToTellOfNoRows() {
    assertThatThrownBy(() -> new Latencies(0, 1).together())
        .hasMessage("expected rows after the warm-up, but there were none");
  }
}
