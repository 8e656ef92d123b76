package io.bidlake.maintenance.action;

import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/** Commits to a table of hours as Flink sinks do, and looks back as they do. */
public final class FlinkHistory {

  public static final String OLD_JOB = "0000000000000000000000000000000a";
  public static final String JOB = "0000000000000000000000000000000b";
  public static final String OPERATOR = "000000000000000000000000000000c1";

  private final TestTable hours;
  private int hour;

  public FlinkHistory(TestTable hours) {
    this.hours = hours;
  }

  /** What a sink commits after a checkpoint, on the main branch. */
  public long commit(String job, String operator, long checkpoint) {
    return commit(job, operator, checkpoint, "main");
  }

  public long commit(String job, String operator, long checkpoint, String branch) {
    return commit(job, operator, checkpoint, branch, Map.of());
  }

  private long commit(
      String job, String operator, long checkpoint, String branch, Map<String, String> more) {
    Table table = hours.table();
    AppendFiles append =
        table
            .newAppend()
            .toBranch(branch)
            .set("flink.job-id", job)
            .set("flink.operator-id", operator)
            .set("flink.max-committed-checkpoint-id", String.valueOf(checkpoint));
    more.forEach(append::set);
    hours.write(List.of(Hours.row(hour++, "USA", 1))).forEach(append::appendFile);
    append.commit();
    return table.refs().get(branch).snapshotId();
  }

  /** What the sink of a job commits that ends by itself. */
  public long commitAndEnd(String job, String operator, long checkpoint) {
    return commit(job, operator, checkpoint, "main", Map.of("bidlake.ending-job", "true"));
  }

  /** What somebody else commits. */
  public long append() {
    hours.append(List.of(Hours.row(hour++, "DEU", 1)));
    return hours.table().currentSnapshot().snapshotId();
  }

  /** The checkpoint that a restored sink finds committed; -1 where it finds none. */
  public long committed(String job, String operator, String branch) {
    Table table = hours.table();
    for (Snapshot snapshot :
        SnapshotUtil.ancestorsOf(table.refs().get(branch).snapshotId(), table::snapshot)) {
      if (job.equals(snapshot.summary().get("flink.job-id"))
          && operator.equals(snapshot.summary().get("flink.operator-id"))
          && snapshot.summary().containsKey("flink.max-committed-checkpoint-id")) {
        return Long.parseLong(snapshot.summary().get("flink.max-committed-checkpoint-id"));
      }
    }
    return -1;
  }
}
