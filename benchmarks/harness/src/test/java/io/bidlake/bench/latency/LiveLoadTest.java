package io.bidlake.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveLoadTest {

  @Test
  void findsTheRateForWhichTheCpuWouldJustDo() {
    LiveLoad load = new LiveLoad(5_000, 35_000, 90_000, 15, 2);
    assertThat(load.requestsPerSecond()).isEqualTo(3_000);
    assertThat(load.busy()).isEqualTo(0.25);
    assertThat(load.mostRequestsPerSecond()).isEqualTo(12_000);
  }
}
