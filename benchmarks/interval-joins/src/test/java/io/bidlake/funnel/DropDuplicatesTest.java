package io.bidlake.funnel;

import static io.bidlake.funnel.TestEvents.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.state.EventId;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropDuplicatesTest {

  private static final long HORIZON = 75_000;

  private KeyedOneInputStreamOperatorTestHarness<EventId, FunnelEvent, FunnelEvent> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new DropDuplicates(HORIZON)),
            event -> event.id,
            EventId.TYPE);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void letsAnEventThroughOnce() throws Exception {
    take(response("r1", "a", 1_000));
    take(response("r1", "a", 1_000));
    take(response("r1", "b", 1_000));

    assertThat(harness.extractOutputValues())
        .extracting(event -> event.id.toString())
        .containsExactly("a", "b");
  }

  @Test
  void forgetsAnEventAfterTheHorizon() throws Exception {
    take(response("r1", "a", 1_000));

    harness.processWatermark(1_000 + HORIZON - 1);
    assertThat(harness.numKeyedStateEntries()).isOne();
    harness.processWatermark(1_000 + HORIZON);

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  private void take(FunnelEvent event) throws Exception {
    harness.processElement(event, event.time);
  }
}
