package io.bidlake.runtime.lake;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table's operations, which look at each commit once more, against the table as it is then.
 *
 * <ul>
 *   <li>Files of a Flink sink that are in the table already are not added again, and the commit
 *       counts as done. Iceberg's sinks ask which checkpoint is in the table only when they are
 *       restored; a commit of the run before that is still on its way to the catalog comes later,
 *       and Iceberg then adds the same files to the newer table (apache/iceberg#14425).
 *   <li>A commit that was refused and is in the table all the same, because something on the way to
 *       the catalog sent it twice, is neither repeated nor cleaned up: Iceberg would remove its
 *       manifests from under the table.
 * </ul>
 */
final class CheckedCommits extends DelegatingOperations {

  private static final Logger LOG = LoggerFactory.getLogger(CheckedCommits.class);

  private final BaseTable table;
  private final Consumer<TableMetadata> requirement;

  /**
   * Sequence number of the newest snapshot when the sink was opened or has committed last. What is
   * newer and of the same sink is of an attempt before it: a sink adds the files of its snapshot
   * with its first commit, so older ones need not be read again.
   */
  private long seen;

  private final Set<Long> refused = new HashSet<>();

  /**
   * @param requirement throws what a table must not be for a commit
   */
  CheckedCommits(BaseTable table, Consumer<TableMetadata> requirement) {
    super(table.operations());
    this.table = table;
    this.requirement = requirement;
    this.seen = current().lastSequenceNumber();
    requirement.accept(current());
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    requirement.accept(base);
    Snapshot added = metadata.currentSnapshot();
    if (isIn(base, added)) {
      return;
    }
    try {
      super.commit(base, metadata);
      refused.clear(); // A conflict that this try has settled: it is in the table by right.
      seen = metadata.lastSequenceNumber();
    } catch (CommitFailedException e) {
      if (added != null && base.snapshot(added.snapshotId()) == null) {
        refused.add(added.snapshotId());
      }
      throw e;
    }
  }

  @Override
  public TableMetadata refresh() {
    TableMetadata now = super.refresh();
    for (long snapshot : refused) {
      if (now.snapshot(snapshot) != null) {
        throw new CommitStateUnknownException(
            new IllegalStateException(
                "snapshot %d of %s was refused and is in the table"
                    .formatted(snapshot, table.name())));
      }
    }
    return now;
  }

  private boolean isIn(TableMetadata base, Snapshot added) {
    if (added == null || base.currentSnapshot() == null) {
      return false;
    }
    for (Snapshot other :
        SnapshotUtil.ancestorsOf(base.currentSnapshot().snapshotId(), base::snapshot)) {
      if (other.sequenceNumber() <= seen) {
        return false;
      }
      if (sameWriter(other, added) && hasFilesOf(other, added)) {
        LOG.warn(
            "{}: checkpoint {} of {} was committed meanwhile by snapshot {}, not again",
            table.name(),
            added.summary().get(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID),
            added.summary().get(SinkUtil.FLINK_JOB_ID),
            other.snapshotId());
        return true;
      }
    }
    return false;
  }

  private static boolean sameWriter(Snapshot one, Snapshot other) {
    String job = one.summary().get(SinkUtil.FLINK_JOB_ID);
    String operator = one.summary().get(SinkUtil.OPERATOR_ID);
    return job != null
        && job.equals(other.summary().get(SinkUtil.FLINK_JOB_ID))
        && operator != null
        && operator.equals(other.summary().get(SinkUtil.OPERATOR_ID));
  }

  /** By the files and not by the checkpoint: a job that starts anew counts from one again. */
  private boolean hasFilesOf(Snapshot other, Snapshot added) {
    Set<String> present = filesOf(other);
    Set<String> wanted = filesOf(added);
    if (Collections.disjoint(present, wanted)) {
      return false;
    }
    ValidationException.check(
        present.containsAll(wanted),
        "snapshot %s of %s has a part of the files that are to be committed",
        other.snapshotId(),
        table.name());
    return true;
  }

  private Set<String> filesOf(Snapshot snapshot) {
    SnapshotChanges changes = SnapshotChanges.builderFor(table).snapshot(snapshot).build();
    Set<String> files = new HashSet<>();
    changes.addedDataFiles().forEach(file -> files.add(file.location()));
    changes.addedDeleteFiles().forEach(file -> files.add(file.location()));
    return files;
  }
}
