package io.bidlake.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.Test;

class DeliveryGuaranteeTest {

  private final Configuration safe =
      new Configuration().set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));

  @Test
  void acceptsAlignedExactlyOnceCheckpoints() {
    assertThat(DeliveryGuarantee.problems(safe)).isEmpty();
  }

  @Test
  void wantsCheckpoints() {
    assertThat(DeliveryGuarantee.problems(new Configuration()))
        .singleElement()
        .asString()
        .startsWith("execution.checkpointing.interval must be set");
  }

  @Test
  void refusesUnalignedCheckpoints() {
    safe.set(CheckpointingOptions.ENABLE_UNALIGNED, true);

    assertThat(DeliveryGuarantee.problems(safe))
        .singleElement()
        .asString()
        .startsWith("execution.checkpointing.unaligned.enabled must be false, was true");
  }

  @Test
  void refusesCheckpointsThatBecomeUnaligned() {
    safe.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, Duration.ofSeconds(30));

    assertThat(DeliveryGuarantee.problems(safe))
        .singleElement()
        .asString()
        .startsWith("execution.checkpointing.aligned-checkpoint-timeout must be 0, was PT30S");
  }

  @Test
  void reportsEveryProblem() {
    safe.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.AT_LEAST_ONCE);
    safe.set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 3);

    assertThat(DeliveryGuarantee.problems(safe))
        .containsExactly(
            "execution.checkpointing.mode must be EXACTLY_ONCE, was AT_LEAST_ONCE",
            "execution.checkpointing.max-concurrent-checkpoints must be 1, was 3");
  }
}
