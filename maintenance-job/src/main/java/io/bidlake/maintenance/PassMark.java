package io.bidlake.maintenance;

import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * What the snapshots of a compaction say about their pass. By the mark of its last commit the
 * planner knows that a pass is over: Flink has no way back up the stream.
 */
final class PassMark {

  private static final String PART = "maintenance.pass";
  private static final String END = "maintenance.pass-completed";

  private PassMark() {}

  /** The mark of a commit after which others of the pass follow. */
  static Map<String, String> part(String pass) {
    return Map.of(PART, pass);
  }

  /** The mark of the last commit of a pass. */
  static Map<String, String> end(String pass) {
    return Map.of(PART, pass, END, pass);
  }

  /** When the pass committed last, in epoch milliseconds; nothing before its first commit. */
  static OptionalLong lastCommit(String pass, Table table) {
    return StreamSupport.stream(table.snapshots().spliterator(), false)
        .filter(snapshot -> pass.equals(snapshot.summary().get(PART)))
        .mapToLong(Snapshot::timestampMillis)
        .max();
  }

  static boolean isOver(String pass, Table table) {
    for (Snapshot snapshot : table.snapshots()) {
      if (pass.equals(snapshot.summary().get(END))) {
        return true;
      }
    }
    return false;
  }
}
