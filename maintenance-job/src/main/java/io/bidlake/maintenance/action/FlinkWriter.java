package io.bidlake.maintenance.action;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.flink.sink.SinkUtil;

/**
 * A Flink sink in one run of a job. The operator id is the same in the next run, the job id is not.
 */
public record FlinkWriter(String jobId, String operatorId) {

  /**
   * A commit of an Iceberg Flink sink, identified as the sink itself does when it is restored.
   *
   * @param writer sink that committed it
   * @param checkpointId checkpoint up to which all files are in the table
   */
  public record FlinkCommit(FlinkWriter writer, long checkpointId) {

    /** Returns the commit of a snapshot; empty if a Flink sink did not write it. */
    public static Optional<FlinkCommit> of(Snapshot snapshot) {
      Map<String, String> summary = snapshot.summary();
      String jobId = summary.get(SinkUtil.FLINK_JOB_ID);
      String checkpointId = summary.get(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID);
      if (jobId == null || checkpointId == null) {
        return Optional.empty();
      }
      // Sinks of old Iceberg versions did not write the operator id.
      String operatorId = summary.getOrDefault(SinkUtil.OPERATOR_ID, "");
      return Optional.of(
          new FlinkCommit(new FlinkWriter(jobId, operatorId), Long.parseLong(checkpointId)));
    }
  }

  /**
   * The parts of the name of a manifest that a Flink sink wrote at a checkpoint. The sink has not
   * committed it yet, or could not delete it after the commit.
   */
  public record FlinkManifestName(FlinkWriter writer, long checkpointId) {

    // Job, operator, subtask, attempt, checkpoint, count and an optional suffix.
    private static final Pattern NAME =
        Pattern.compile(
            "([0-9a-f]{32})-(.+?)-(\\d{5,10})-(\\d{1,10})-(\\d{1,18})-(\\d{5,10})(-.*)?\\.avro");

    public static Optional<FlinkManifestName> of(String location) {
      Matcher matcher = NAME.matcher(FilePath.name(location));
      return matcher.matches()
          ? Optional.of(
              new FlinkManifestName(
                  new FlinkWriter(matcher.group(1), matcher.group(2)),
                  Long.parseLong(matcher.group(5))))
          : Optional.empty();
    }
  }
}
