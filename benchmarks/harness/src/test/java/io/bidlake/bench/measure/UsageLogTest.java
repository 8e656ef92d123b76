package io.bidlake.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UsageLogTest {

  private static final double EXACT = 1e-9;

  private final UsageLog log = new UsageLog(2);

  @Test
  void tellsTheContendersCpuBetweenTwoMomentsThatFallBetweenSamples() {
    log.add(new Sample(1_000, 10, 0, 10, 0));
    log.add(new Sample(2_000, 12, 0, 12, 0));
    log.add(new Sample(3_000, 13, 0, 13, 0));

    assertThat(log.contenderCpu(1_500, 2_500)).isEqualTo(1.5, within(EXACT));
  }

  @Test
  void callsForeignWhatNeitherContenderNorServersUsed() {
    log.add(new Sample(0, 0, 0, 100, 0));
    log.add(new Sample(10_000, 12, 4, 117, 0));

    // 17 of the machine's 20 CPU seconds, of which 16 are ours.
    assertThat(log.foreignShare(0, 10_000)).isEqualTo(0.05, within(EXACT));
  }

  @Test
  void doesNotCallItNegativeWhenClocksDisagree() {
    log.add(new Sample(0, 0, 0, 0, 0));
    log.add(new Sample(10_000, 12, 4, 15, 0));

    assertThat(log.foreignShare(0, 10_000)).isZero();
  }

  @Test
  void remembersTheMostMemory() {
    log.add(new Sample(0, 0, 0, 0, 5));
    log.add(new Sample(1, 0, 0, 0, 9));
    log.add(new Sample(2, 0, 0, 0, 7));

    assertThat(log.peakMemory()).isEqualTo(9);
  }

  @Test
  void staysAtTheLastSampleAfterIt() {
    log.add(new Sample(0, 1, 0, 0, 0));
    log.add(new Sample(1_000, 3, 0, 0, 0));

    assertThat(log.contenderCpu(0, 5_000)).isEqualTo(2, within(EXACT));
  }
}
