package io.bidlake.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {

  @Test
  void isTheLastCauseOfATrace() {
    String trace =
        "a.JobException: recovery\n\tat x\nCaused by: b.E: outer\n\tat y\nCaused by: c.E: inner\n";

    assertThat(RootCause.of(trace)).isEqualTo("c.E: inner");
  }

  @Test
  void isTheFirstLineWhereThereIsNoCause() {
    assertThat(RootCause.of("a.E: all\n\tat x")).isEqualTo("a.E: all");
    assertThat(RootCause.of("")).isEmpty();
  }
}
