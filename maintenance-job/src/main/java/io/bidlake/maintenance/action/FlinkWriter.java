package io.bidlake.maintenance.action;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.flink.sink.SinkUtil;

/**
 * A sink in a run of a Flink job. The operator's id is the same in the next run, the job's is not.
 */
public record FlinkWriter(String jobId, String operatorId) {

  /**
   * A snapshot that one of Iceberg's Flink sinks committed, as the sink itself recognizes it when
   * it is restored.
   *
   * @param writer who committed it
   * @param checkpointId all files of this and earlier checkpoints are in the table
   */
  public record FlinkCommit(FlinkWriter writer, long checkpointId) {

    /** Nothing where the snapshot is not a sink's. */
    public static Optional<FlinkCommit> of(Snapshot snapshot) {
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

  /**
   * What the name of a manifest says that a Flink sink wrote at a checkpoint and has not committed
   * yet, or did commit and could not remove.
   */
  public record FlinkManifestName(FlinkWriter writer, long checkpointId) {

    // Job, operator, subtask, attempt, checkpoint, count and sometimes a suffix.
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
