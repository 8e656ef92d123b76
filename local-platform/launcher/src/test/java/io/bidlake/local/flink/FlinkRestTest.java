package io.bidlake.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlinkRestTest {

  @Test
  void takesTheLastCauseOfATraceForTheRoot() {
    String trace =
        "a.JobException: recovery\n\tat x\nCaused by: b.E: outer\n\tat y\nCaused by: c.E: inner\n";

    assertThat(FlinkRest.rootCause(trace)).isEqualTo("c.E: inner");
  }

  @Test
  void takesTheFirstLineWhereThereIsNoCause() {
    assertThat(FlinkRest.rootCause("a.E: all\n\tat x")).isEqualTo("a.E: all");
    assertThat(FlinkRest.rootCause("")).isEmpty();
  }
}
