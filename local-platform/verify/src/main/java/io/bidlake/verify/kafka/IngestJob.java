package io.bidlake.verify.kafka;

import java.util.OptionalLong;

/** What Flink says about the ingest job. */
public interface IngestJob {

  /** Checkpoints that the job has completed; nothing if the job is not running. */
  OptionalLong completedCheckpoints();
}
