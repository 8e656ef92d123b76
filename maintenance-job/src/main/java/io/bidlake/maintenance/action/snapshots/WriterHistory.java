package io.bidlake.maintenance.action.snapshots;

import io.bidlake.maintenance.action.FlinkWriter;
import io.bidlake.maintenance.action.FlinkWriter.FlinkCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The part of a table's history that Flink sinks need. A restored sink walks from the newest
 * snapshot of its branch back to its own last commit, to find out which of its files are in the
 * table. If a snapshot in between is missing, the sink commits its last files again, which
 * duplicates rows; or it fails permanently, because it has already deleted the manifests of the
 * committed files.
 */
final class WriterHistory {

  /** Snapshot property of the passes of earlier versions, which were jobs that ended. */
  private static final String ENDING_JOB = "bidlake.ending-job";

  /**
   * The snapshots that a sink may have to walk through on a branch.
   *
   * @param writer the sink
   * @param way snapshots from the newest one of the branch to the last commit of the sink
   * @param since time of the oldest of these snapshots, which need not be the last one, because the
   *     clocks of committers differ
   */
  record Needed(FlinkWriter writer, Set<Long> way, Instant since) {}

  private final ExpireSettings settings;
  private final Instant now;
  private final Map<String, Needed> byBranch = new HashMap<>();

  private WriterHistory(ExpireSettings settings, Instant now) {
    this.settings = settings;
    this.now = now;
  }

  static WriterHistory of(Table table, ExpireSettings settings, Instant now) {
    WriterHistory history = new WriterHistory(settings, now);
    table
        .refs()
        .forEach(
            (name, ref) -> {
              if (ref.isBranch()) {
                history
                    .neededOf(table, ref)
                    .ifPresent(needed -> history.byBranch.put(name, needed));
              }
            });
    return history;
  }

  /**
   * Throws if an expiry would remove snapshots that a sink needs, because the retention settings of
   * a branch override the limit of the expiry.
   *
   * @param expired the table as it would be after the expiry
   * @throws ValidationException if a sink would lose a snapshot that it needs
   */
  void requireIn(Table expired) {
    byBranch.forEach(
        (branch, needed) ->
            ValidationException.check(
                isKept(expired, branch, needed),
                "the retention set on branch %s of %s must keep what is younger than %s for the"
                    + " writer of job %s operator %s: raise it, or name the job in"
                    + " expire.abandoned-writers",
                branch,
                expired.name(),
                needed.since(),
                needed.writer().jobId(),
                needed.writer().operatorId()));
  }

  private boolean isKept(Table expired, String branch, Needed needed) {
    SnapshotRef ref = expired.refs().get(branch);
    if (ref == null || needed.way().stream().anyMatch(id -> expired.snapshot(id) == null)) {
      return false;
    }
    // A retention by number of snapshots is not sufficient: a concurrent commit adds one more.
    return ref.maxSnapshotAgeMs() == null
        || !needed.since().isBefore(now.minusMillis(ref.maxSnapshotAgeMs()));
  }

  /** Returns the sink that needs the oldest snapshot; empty if there is no sink. */
  Optional<Needed> furthest() {
    return byBranch.values().stream().min(Comparator.comparing(Needed::since));
  }

  private Optional<Needed> neededOf(Table table, SnapshotRef branch) {
    Set<String> operators = new HashSet<>();
    Set<FlinkWriter> writers = new HashSet<>();
    List<Long> walked = new ArrayList<>();
    Instant oldest = Instant.MAX;
    Needed needed = null;
    for (Snapshot snapshot : SnapshotUtil.ancestorsOf(branch.snapshotId(), table::snapshot)) {
      Instant time = Instant.ofEpochMilli(snapshot.timestampMillis());
      oldest = time.isBefore(oldest) ? time : oldest;
      walked.add(snapshot.snapshotId());
      FlinkWriter writer = FlinkCommit.of(snapshot).map(FlinkCommit::writer).orElse(null);
      if (writer == null || settings.abandonedWriters().contains(writer.jobId())) {
        continue;
      }
      // The sink of a stopped job may be restored at any time; that of a finished job never is.
      boolean mayGoOn = !snapshot.summary().containsKey(ENDING_JOB);
      boolean newestOfOperator = operators.add(writer.operatorId()) && mayGoOn;
      boolean newestOfWriter = writers.add(writer);
      if (newestOfOperator || (newestOfWriter && isRestorable(time))) {
        needed = new Needed(writer, Set.copyOf(walked), oldest);
      }
    }
    return Optional.ofNullable(needed);
  }

  private boolean isRestorable(Instant committed) {
    return !committed.isBefore(now.minus(settings.restoreWithin()));
  }
}
