package io.bidlake.maintenance.flink;

import io.bidlake.maintenance.work.Schedule;
import io.bidlake.maintenance.work.TableSize;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Gauges by table: its size and the age of its last commit. */
final class TableMetrics implements Schedule.Observer {

  private final MetricGroup group;
  private final Map<String, Seen> seen = new HashMap<>();

  TableMetrics(MetricGroup group) {
    this.group = group;
  }

  /** The state of a table at the last update. */
  private static final class Seen {
    private final MetricGroup group;
    private volatile TableSize size = TableSize.EMPTY;
    private volatile long committedAt;
    private volatile long overdue;

    Seen(MetricGroup group) {
      this.group = group;
    }
  }

  @Override
  public void retain(Set<String> names) {
    seen.entrySet()
        .removeIf(
            table -> {
              boolean gone = !names.contains(table.getKey());
              // The interface has no method that removes a group.
              if (gone && table.getValue().group instanceof AbstractMetricGroup<?> removable) {
                removable.close();
              }
              return gone;
            });
  }

  @Override
  public void checked(String name, Table table, long now, long overdue) {
    Seen shown = seen.computeIfAbsent(name, this::register);
    shown.size = TableSize.of(table);
    shown.overdue = overdue;
    Snapshot snapshot = table.currentSnapshot();
    shown.committedAt = snapshot == null ? now : snapshot.timestampMillis();
  }

  private Seen register(String name) {
    MetricGroup table = group.addGroup("table", name);
    Seen shown = new Seen(table);
    table.gauge("dataFiles", () -> shown.size.dataFiles());
    table.gauge("deleteFiles", () -> shown.size.deleteFiles());
    table.gauge("bytes", () -> shown.size.bytes());
    table.gauge("snapshots", () -> shown.size.snapshots());
    table.gauge("overdueSnapshots", () -> shown.overdue);
    table.gauge("millisSinceCommit", () -> System.currentTimeMillis() - shown.committedAt);
    return shown;
  }
}
