package io.bidlake.maintenance.action;

import java.time.Instant;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Refuses to expire snapshots where a branch has a retention of its own that goes before the limit
 * of an expiry, and cuts off what a Flink sink needs.
 */
final class BranchRetention {

  private BranchRetention() {}

  /**
   * Compares what sinks need with what an expiry would leave.
   *
   * @param history what sinks need
   * @param expired the table as it would be after the expiry
   * @param now when the expiry is
   * @throws ValidationException where a sink would miss something
   */
  static void check(WriterHistory history, Table expired, Instant now) {
    history
        .byBranch()
        .forEach(
            (branch, needed) ->
                ValidationException.check(
                    keeps(expired, branch, needed, now),
                    "the retention set on branch %s of %s must keep what is younger than %s for the"
                        + " writer of job %s operator %s: raise it, or name the job in"
                        + " expire.abandoned-writers",
                    branch,
                    expired.name(),
                    needed.since(),
                    needed.writer().jobId(),
                    needed.writer().operatorId()));
  }

  private static boolean keeps(
      Table expired, String branch, WriterHistory.Needed needed, Instant now) {
    SnapshotRef ref = expired.refs().get(branch);
    if (ref == null || needed.way().stream().anyMatch(id -> expired.snapshot(id) == null)) {
      return false;
    }
    // That the snapshots are few enough is not enough: a commit in between makes them one more.
    return ref.maxSnapshotAgeMs() == null
        || !needed.since().isBefore(now.minusMillis(ref.maxSnapshotAgeMs()));
  }
}
