package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Restarts at a watermark that rose after the operator's last element and timer. */
@SuppressWarnings("try")
class RestartedLateEventsTest {

  private static final long HOUR = Instant.parse("2026-02-03T10:00:00Z").toEpochMilli();
  private static final long LATENESS = AttributeHarness.LATENESS.toMillis();
  private final Events events = new Events();

  @Test
  void isLateAfterARestartWhatWasLateAtTheWatermarkBeforeIt() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = new AttributeHarness()) {
      harness.send(events.request("r0", HOUR + LATENESS, "USA"));
      harness.watermark(HOUR + LATENESS);
      snapshot = harness.snapshot();
    }
    try (var harness = new AttributeHarness(snapshot)) {
      harness.send(events.impression("i1", "r1", HOUR, 1, "seat-1"));

      assertThat(harness.late()).hasSize(2);
      assertThat(harness.byBidder()).isEmpty();
    }
  }

  @Test
  void doesNotWriteAWindowTwiceAfterARestart() throws Exception {
    AggregationResults results = new AggregationResults();
    AggregationPipeline pipeline = new AggregationPipeline(1, results);
    pipeline.send(events.impression("i1", "r1", HOUR + 3_590_000, 1, "seat-1"));
    pipeline.watermark(0, HOUR + 3_595_000 + LATENESS);
    pipeline.watermark(0, HOUR + 3_599_999 + LATENESS);
    AggregationPipeline restarted = pipeline.restarted(1);

    assertThatCode(
            () -> {
              restarted.send(events.impression("i2", "r2", HOUR + 3_598_000, 1, "seat-1"));
              restarted.watermark(0, Long.MAX_VALUE);
            })
        .doesNotThrowAnyException();
  }
}
