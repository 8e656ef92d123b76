package io.bidlake.maintenance.action;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Up to which checkpoint each Flink sink has committed, as it finds out itself when it is restored:
 * from its newest snapshot on the branch. Which branch it writes to is not known here, so a
 * checkpoint counts as committed only if all branches have it.
 */
final class CommittedCheckpoints {

  private final List<Map<FlinkWriter, Long>> byBranch = new ArrayList<>();

  static CommittedCheckpoints of(Table table) {
    CommittedCheckpoints committed = new CommittedCheckpoints();
    for (SnapshotRef ref : table.refs().values()) {
      if (ref.isBranch()) {
        Map<FlinkWriter, Long> newest = new HashMap<>();
        for (Snapshot snapshot : SnapshotUtil.ancestorsOf(ref.snapshotId(), table::snapshot)) {
          FlinkCommit.of(snapshot)
              .ifPresent(commit -> newest.putIfAbsent(commit.writer(), commit.checkpointId()));
        }
        committed.byBranch.add(newest);
      }
    }
    return committed;
  }

  /** Whether a sink that is restored may still commit the manifest. */
  boolean isPending(FlinkManifestName manifest) {
    return byBranch.isEmpty()
        || byBranch.stream()
            .anyMatch(
                newest -> newest.getOrDefault(manifest.writer(), -1L) < manifest.checkpointId());
  }
}
