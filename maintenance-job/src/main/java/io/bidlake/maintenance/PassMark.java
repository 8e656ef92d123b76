package io.bidlake.maintenance;

import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * Snapshot properties that identify the pass of a compaction. The planner learns from the last
 * commit of a pass that it is over, because a Flink operator cannot send messages upstream.
 */
final class PassMark {

  private static final String PART = "maintenance.pass";
  private static final String END = "maintenance.pass-completed";
  private static final String CONFLICTS = "maintenance.pass-conflicts";

  private PassMark() {}

  /** Returns the properties of a commit that is not the last one of its pass. */
  static Map<String, String> part(String pass) {
    return Map.of(PART, pass);
  }

  /** Returns the properties of the last commit of a pass. */
  static Map<String, String> end(String pass) {
    return Map.of(PART, pass, END, pass);
  }

  /** Returns the properties of the empty commit that ends a pass with conflicts. */
  static Map<String, String> endWithConflicts(String pass) {
    return Map.of(PART, pass, END, pass, CONFLICTS, "true");
  }

  /**
   * Returns the time of the last commit of a pass in epoch milliseconds; empty before its first
   * commit.
   */
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
