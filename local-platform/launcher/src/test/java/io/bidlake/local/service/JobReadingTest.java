package io.bidlake.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobReadingTest {

  @Test
  void saysHowFarAJobIs() {
    JobReading reading = new JobReading("ingest", 84_750, 50_000);

    assertThat(reading.isBehind()).isTrue();
    assertThat(reading.text()).isEqualTo("reading: 41 %, 50,000 records to go");
  }

  @Test
  void keepsUpWithLiveTrafficThatCameSinceTheLastCheckpoint() {
    assertThat(new JobReading("ingest", 100_000, 900).isBehind()).isFalse();
    assertThat(new JobReading("ingest", 0, 0).isBehind()).isFalse();
    assertThat(new JobReading("ingest", 100_000_000, 20_000).isBehind()).isTrue();
  }

  /** The offsets of transactions' markers are no records. */
  @Test
  void neverHasReadLessThanNothing() {
    assertThat(new JobReading("ingest", 5, 7).read()).isZero();
  }
}
