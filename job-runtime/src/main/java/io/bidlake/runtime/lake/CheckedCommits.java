package io.bidlake.runtime.lake;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.apache.iceberg.util.SnapshotUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Table operations that check each commit against the current state of the table.
 *
 * <ul>
 *   <li>If the files of a Flink sink are already in the table, they are not added again and the
 *       commit counts as successful. Iceberg's sinks read the last committed checkpoint of the
 *       table only when they are restored. A commit of the previous run that is still on its way to
 *       the catalog then arrives later, and Iceberg would add the same files twice
 *       (apache/iceberg#14425).
 *   <li>A commit that was rejected but is in the table nevertheless, because the request reached
 *       the catalog twice, is neither retried nor cleaned up: Iceberg would delete manifests that
 *       the table references.
 * </ul>
 */
public final class CheckedCommits extends DelegatingOperations {

  private static final Logger LOG = LoggerFactory.getLogger(CheckedCommits.class);

  private final BaseTable table;
  private final Consumer<TableMetadata> requirement;

  /** Whether only snapshots of the same checkpoint can have the files of another. */
  private final boolean oneCheckpoint;

  /**
   * Sequence number of the newest snapshot when the sink was opened or last committed. Newer
   * snapshots of the same sink come from an earlier attempt. Older snapshots need not be read
   * again.
   */
  private long seen;

  private final Set<Long> refused = new HashSet<>();

  /**
   * @param requirement throws if a table is not in a state in which a commit is allowed
   */
  CheckedCommits(BaseTable table, Consumer<TableMetadata> requirement) {
    this(table, requirement, false, table.operations().current().lastSequenceNumber());
    requirement.accept(current());
  }

  private CheckedCommits(
      BaseTable table, Consumer<TableMetadata> requirement, boolean oneCheckpoint, long seen) {
    super(table.operations());
    this.table = table;
    this.requirement = requirement;
    this.oneCheckpoint = oneCheckpoint;
    this.seen = seen;
  }

  /**
   * Returns operations for a sink that commits each checkpoint in a snapshot of its own, but loads
   * the table anew for each commit, so that the files may be in any older snapshot, too.
   */
  public static CheckedCommits ofSingleCheckpoints(BaseTable table) {
    return new CheckedCommits(table, metadata -> {}, true, 0);
  }

  /** Returns the table with checked commits. */
  static Table to(BaseTable table, Consumer<TableMetadata> requirement) {
    return new BaseTable(new CheckedCommits(table, requirement), table.name(), table.reporter());
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
      refused.clear(); // The retry resolved the conflict: the snapshot may be in the table.
      seen = oneCheckpoint ? 0 : metadata.lastSequenceNumber();
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
                "snapshot %d of %s was rejected but is in the table"
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
      if (oneCheckpoint && isOfEarlierCheckpoint(other, added)) {
        return false; // Older snapshots are of earlier checkpoints yet, or of earlier jobs.
      }
      if (sameWriter(other, added) && hasFilesOf(other, added)) {
        LOG.warn(
            "{}: checkpoint {} of {} was already committed by snapshot {}, not committing it again",
            table.name(),
            added.summary().get(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID),
            added.summary().get(SinkUtil.FLINK_JOB_ID),
            other.snapshotId());
        return true;
      }
    }
    return false;
  }

  private boolean sameWriter(Snapshot one, Snapshot other) {
    return areSame(one, other, SinkUtil.FLINK_JOB_ID)
        && areSame(one, other, SinkUtil.OPERATOR_ID)
        && (!oneCheckpoint || areSame(one, other, SinkUtil.MAX_COMMITTED_CHECKPOINT_ID));
  }

  private static boolean isOfEarlierCheckpoint(Snapshot one, Snapshot added) {
    return areSame(one, added, SinkUtil.FLINK_JOB_ID)
        && areSame(one, added, SinkUtil.OPERATOR_ID)
        && checkpoint(one) < checkpoint(added);
  }

  private static long checkpoint(Snapshot snapshot) {
    return Long.parseLong(snapshot.summary().get(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID));
  }

  private static boolean areSame(Snapshot one, Snapshot other, String property) {
    String value = one.summary().get(property);
    return value != null && value.equals(other.summary().get(property));
  }

  /** Compares files and not checkpoint ids: a job that starts without state counts from 1 again. */
  private boolean hasFilesOf(Snapshot other, Snapshot added) {
    Set<String> present = filesOf(other);
    Set<String> wanted = filesOf(added);
    if (Collections.disjoint(present, wanted)) {
      return false;
    }
    ValidationException.check(
        present.containsAll(wanted),
        "snapshot %s of %s has only a part of the files to commit",
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
