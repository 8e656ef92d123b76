package io.bidlake.landing.table;

import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.sink.SinkUtil;

/** The checkpoints whose rows are in a table. */
public final class CommittedCheckpoints {

  private final Table table;

  private CommittedCheckpoints(Table table) {
    this.table = table;
  }

  /**
   * Loads the table.
   *
   * @param version identifier under which the sink knows it
   */
  public static CommittedCheckpoints of(TablesLocation location, TableIdentifier version) {
    return new CommittedCheckpoints(
        new LandingCatalog.Loader(location).loadCatalog().loadTable(version));
  }

  /** Returns whether the table has a snapshot of a job's operator with a checkpoint. */
  public boolean has(String job, String operator, long checkpoint) {
    for (Snapshot snapshot : table.snapshots()) {
      Map<String, String> summary = snapshot.summary();
      if (job.equals(summary.get(SinkUtil.FLINK_JOB_ID))
          && operator.equals(summary.get(SinkUtil.OPERATOR_ID))
          && Long.toString(checkpoint).equals(summary.get(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID))) {
        return true;
      }
    }
    return false;
  }
}
