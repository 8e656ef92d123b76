package io.bidlake.verify.kafka;

import java.util.OptionalLong;

/** What Flink says about a job. */
public interface StreamingJob {

  /** Checkpoints that the job has completed; nothing if the job is not running. */
  OptionalLong completedCheckpoints();
}
