package io.bidlake.runtime.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CombineContributionsTest {

  private static final int MOST_HELD = 10_000;

  private OneInputStreamOperatorTestHarness<Contribution, Contribution> harness;

  @BeforeEach
  void open() throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(new CombineContributions());
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void sendsWhatItHasBeforeTheWatermark() throws Exception {
    add("a", 0, 1);
    add("a", 0, 2);
    assertThat(harness.getOutput()).isEmpty();

    harness.processWatermark(59);

    assertThat(sent()).containsExactly("a@0: [3] 1.0");
    assertThat(List.copyOf(harness.getOutput()).get(1)).isEqualTo(new Watermark(59));
  }

  @Test
  void sendsWhatItHasBeforeTheBarrierAndKeepsNoState() throws Exception {
    add("a", 0, 1);

    harness.prepareSnapshotPreBarrier(1);

    assertThat(sent()).containsExactly("a@0: [1] 0.5");
    assertThat(harness.snapshot(1, 1).hasState()).isFalse();
  }

  @Test
  void sendsWhatItHasAfterHalfASecondWithoutAWatermark() throws Exception {
    add("a", 0, 1);
    harness.setProcessingTime(499);
    assertThat(harness.getOutput()).isEmpty();

    harness.setProcessingTime(500);
    assertThat(sent()).containsExactly("a@0: [1] 0.5");

    add("a", 0, 2);
    harness.setProcessingTime(1_000);
    assertThat(sent()).containsExactly("a@0: [1] 0.5", "a@0: [2] 0.5");
  }

  @Test
  void sendsWhatItHasAtTheEnd() throws Exception {
    add("a", 0, 1);

    harness.endInput();

    assertThat(sent()).containsExactly("a@0: [1] 0.5");
  }

  @Test
  void sendsWhatItHasWhenThatIsTooMuch() throws Exception {
    for (int i = 1; i < MOST_HELD; i++) {
      add("a", i, 1);
      add("a", i, 1);
    }
    assertThat(harness.getOutput()).isEmpty();

    add("a", MOST_HELD, 1);

    assertThat(harness.getOutput()).hasSize(MOST_HELD);
  }

  @Test
  void sendsEachOnce() throws Exception {
    add("a", 0, 1);
    harness.processWatermark(1);
    add("a", 0, 1);
    harness.processWatermark(2);
    harness.prepareSnapshotPreBarrier(1);
    harness.endInput();

    assertThat(sent()).containsExactly("a@0: [1] 0.5", "a@0: [1] 0.5");
  }

  @Test
  void keepsKeysAndSlicesApart() throws Exception {
    add("a", 0, 1);
    add("b", 0, 2);
    add("a", 60, 3);
    harness.processWatermark(1);

    assertThat(sent()).containsExactlyInAnyOrder("a@0: [1] 0.5", "b@0: [2] 0.5", "a@60: [3] 0.5");
  }

  @Test
  void sendsNothingOfWhatWasTakenBack() throws Exception {
    Contribution contribution = contribution("a", 0, 1);
    harness.processElement(contribution, 0);
    harness.processElement(contribution.negated(), 0);
    add("b", 0, 1);
    harness.processWatermark(1);

    assertThat(sent()).containsExactly("b@0: [1] 0.5");
  }

  @Test
  void leavesWhatItWasGivenAsItIs() throws Exception {
    Contribution first = contribution("a", 0, 1);
    harness.processElement(first, 0);
    add("a", 0, 1);

    assertThat(first).hasToString("a@0: [1] 0.5");
  }

  private void add(String key, long slice, long count) throws Exception {
    harness.processElement(contribution(key, slice, count), 0);
  }

  private static Contribution contribution(String key, long slice, long count) {
    return new Contribution(key, slice, new Totals(new long[] {count}, new BigDecimal("0.5")));
  }

  private List<String> sent() {
    return harness.extractOutputValues().stream().map(Contribution::toString).toList();
  }
}
