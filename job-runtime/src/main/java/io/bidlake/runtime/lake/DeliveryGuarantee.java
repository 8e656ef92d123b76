package io.bidlake.runtime.lake;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.CheckpointingMode;

/**
 * Checks for Flink settings with which rows could be lost, be duplicated or never become visible.
 */
final class DeliveryGuarantee {

  private DeliveryGuarantee() {}

  /** Returns what prevents exactly-once delivery, one sentence per problem. */
  static List<String> problems(ReadableConfig flink) {
    List<String> problems = new ArrayList<>();
    if (flink.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isEmpty()) {
      problems.add(
          "execution.checkpointing.interval must be set: rows become visible at checkpoints");
    }
    if (flink.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE)
        != CheckpointingMode.EXACTLY_ONCE) {
      problems.add(
          "execution.checkpointing.mode must be EXACTLY_ONCE, was "
              + flink.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE));
    }
    if (flink.get(CheckpointingOptions.ENABLE_UNALIGNED)) {
      problems.add(
          "execution.checkpointing.unaligned.enabled must be false, was true:"
              + " the Iceberg sink can lose data with it (apache/iceberg#15846)");
    }
    if (!flink.get(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT).isZero()) {
      problems.add(
          "execution.checkpointing.aligned-checkpoint-timeout must be 0, was %s: it turns to"
                  .formatted(flink.get(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT))
              + " unaligned checkpoints, with which the Iceberg sink can lose data"
              + " (apache/iceberg#15846)");
    }
    if (flink.get(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS) != 1) {
      problems.add(
          "execution.checkpointing.max-concurrent-checkpoints must be 1, was "
              + flink.get(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS));
    }
    return problems;
  }
}
