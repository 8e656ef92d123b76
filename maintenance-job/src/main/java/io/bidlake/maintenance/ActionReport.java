package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Action;
import io.bidlake.maintenance.action.Effect;
import java.io.Serializable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * An action on a table as it was done, or would be.
 *
 * @param table name of the table
 * @param action what was done
 * @param startedAt when it began, in epoch milliseconds
 * @param endedAt when it ended, in epoch milliseconds
 * @param filesBefore files that the action is about and took away
 * @param filesAfter files that it put in their place
 * @param bytesBefore size of the files before; -1 where nobody knows
 * @param bytesAfter size of the files after; -1 where nobody knows
 * @param snapshotId the table's snapshot after it; -1 for none
 * @param outcome how it ended
 * @param detail more for a person to read, such as the error; empty for none
 */
public record ActionReport(
    String table,
    Action action,
    long startedAt,
    long endedAt,
    long filesBefore,
    long filesAfter,
    long bytesBefore,
    long bytesAfter,
    long snapshotId,
    Outcome outcome,
    String detail)
    implements Serializable {

  static final long NONE = -1;

  /** How an action ended. */
  public enum Outcome {
    /** As it should. */
    DONE,
    /** Somebody else changed the same files meanwhile: nothing was done, and nothing is lost. */
    CONFLICT,
    /** Not at all, or in part; the detail says why. */
    FAILED,
    /** It was only asked what would be done. */
    PLANNED
  }

  /** An action on a table, of which it is not known yet how it ends. */
  record Begun(String table, Action action, long startedAt) {

    ActionReport ended(long endedAt, Outcome outcome, Effect effect, long snapshotId) {
      return new ActionReport(
          table,
          action,
          startedAt,
          endedAt,
          effect.filesBefore(),
          effect.filesAfter(),
          effect.bytesBefore(),
          effect.bytesAfter(),
          snapshotId,
          outcome,
          effect.detail());
    }

    ActionReport failed(long endedAt, Outcome outcome, String why) {
      return ended(endedAt, outcome, new Effect(0, 0, 0, 0, why), NONE);
    }
  }

  boolean failed() {
    return outcome == Outcome.FAILED || outcome == Outcome.CONFLICT;
  }

  boolean changedNothing() {
    return filesBefore == 0 && filesAfter == 0;
  }

  static long snapshotOf(Table table) {
    Snapshot snapshot = table.currentSnapshot();
    return snapshot == null ? NONE : snapshot.snapshotId();
  }
}
