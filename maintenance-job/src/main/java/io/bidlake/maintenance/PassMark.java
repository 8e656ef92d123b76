package io.bidlake.maintenance;

import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
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
  private static final String CONFLICTS = "maintenance.pass-conflicts";

  private PassMark() {}

  /** The mark of a commit after which others of the pass follow. */
  static Map<String, String> part(String pass) {
    return Map.of(PART, pass);
  }

  /** The mark of the last commit of a pass. */
  static Map<String, String> end(String pass) {
    return Map.of(PART, pass, END, pass);
  }

  /** The mark of an empty commit at the end of a pass of which groups were in conflict. */
  static Map<String, String> endWithConflicts(String pass) {
    return Map.of(PART, pass, END, pass, CONFLICTS, "true");
  }

  /** When the pass committed last, in epoch milliseconds; nothing before its first commit. */
  static OptionalLong lastCommit(String pass, Table table) {
    return StreamSupport.stream(table.snapshots().spliterator(), false)
        .filter(snapshot -> pass.equals(snapshot.summary().get(PART)))
        .mapToLong(Snapshot::timestampMillis)
        .max();
  }

  static boolean isOver(String pass, Table table) {
    return ends(pass, table).findAny().isPresent();
  }

  static boolean hadConflicts(String pass, Table table) {
    return ends(pass, table).anyMatch(snapshot -> snapshot.summary().containsKey(CONFLICTS));
  }

  private static Stream<Snapshot> ends(String pass, Table table) {
    return StreamSupport.stream(table.snapshots().spliterator(), false)
        .filter(snapshot -> pass.equals(snapshot.summary().get(END)));
  }
}
