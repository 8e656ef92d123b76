package io.bidlake.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsageSamplerTest {

  @Test
  void seesTheCpuAndTheMemoryOfAProcess() throws Exception {
    long pid = ProcessHandle.current().pid();
    long begin = System.currentTimeMillis();
    try (UsageSampler sampler = UsageSampler.start(() -> List.of(pid), List::of)) {
      burnCpu(1_000);

      long end = System.currentTimeMillis();
      assertThat(sampler.log().contenderCpu(begin, end)).isBetween(0.1, 60.0);
      assertThat(sampler.log().peakMemory()).isGreaterThan(10L << 20);
    }
  }

  private static void burnCpu(long millis) {
    long end = System.currentTimeMillis() + millis;
    double x = 1;
    while (System.currentTimeMillis() < end) {
      x = Math.sin(x) + 1;
    }
    assertThat(x).isPositive();
  }
}
