package io.bidlake.maintenance.action;

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
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The part of a table's history that Flink sinks need. A sink that is restored walks from its
 * branch's newest snapshot back to the one that it committed last, to learn which of its files are
 * in the table. Where the way is cut it commits its last ones once more, and rows are doubled; or
 * it fails for ever, as it has removed the manifests of what it committed.
 */
final class WriterHistory {

  /**
   * How far back a sink may have to walk on a branch.
   *
   * @param writer the sink
   * @param way the snapshots from the branch's newest to what the sink committed last
   * @param since time of the oldest on the way, which need not be the last one: the clocks of
   *     committers differ
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

  /** The longest way that a sink may have to walk, by branch; none for branches without a sink. */
  Map<String, Needed> byBranch() {
    return byBranch;
  }

  /** The sink that needs the oldest snapshot of all; nothing where there is no sink. */
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
      boolean newestOfOperator = operators.add(writer.operatorId());
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
