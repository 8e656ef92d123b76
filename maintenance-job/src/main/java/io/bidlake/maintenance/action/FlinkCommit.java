package io.bidlake.maintenance.action;

import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.flink.sink.SinkUtil;

/**
 * A snapshot that one of Iceberg's Flink sinks committed, as the sink itself recognizes it when it
 * is restored.
 *
 * @param writer who committed it
 * @param checkpointId all files of this and earlier checkpoints are in the table
 */
record FlinkCommit(FlinkWriter writer, long checkpointId) {

  /** Nothing where the snapshot is not a sink's. */
  static Optional<FlinkCommit> of(Snapshot snapshot) {
    Map<String, String> summary = snapshot.summary();
    String jobId = summary.get(SinkUtil.FLINK_JOB_ID);
    String checkpointId = summary.get(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID);
    if (jobId == null || checkpointId == null) {
      return Optional.empty();
    }
    // Sinks of old versions of Iceberg left the operator out.
    String operatorId = summary.getOrDefault(SinkUtil.OPERATOR_ID, "");
    return Optional.of(
        new FlinkCommit(new FlinkWriter(jobId, operatorId), Long.parseLong(checkpointId)));
  }
}
