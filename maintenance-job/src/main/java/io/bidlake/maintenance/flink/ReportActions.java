package io.bidlake.maintenance.flink;

import io.bidlake.maintenance.report.ReportText;
import io.bidlake.runtime.lake.RowWriter;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.MaintenanceEntry;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each action in Flink's log and in metrics. Emits its row of {@code maintenance_log},
 * which is valid until the next one.
 */
public final class ReportActions extends ProcessFunction<MaintenanceEntry, RowData> {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(ReportActions.class);

  private final TableRows<MaintenanceEntry> table;
  private transient RowWriter<MaintenanceEntry> row;
  private transient Map<String, ActionMetrics> metrics;

  public ReportActions(TableRows<MaintenanceEntry> table) {
    this.table = table;
  }

  @Override
  public void open(OpenContext context) {
    row = table.writer();
    metrics = new HashMap<>();
  }

  @Override
  public void processElement(MaintenanceEntry entry, Context context, Collector<RowData> rows) {
    ReportText.log(entry, LOG);
    metrics
        .computeIfAbsent(
            entry.table() + "." + entry.action(),
            key -> ActionMetrics.of(entry, getRuntimeContext().getMetricGroup()))
        .count(entry);
    rows.collect(row.write(entry));
  }

  /**
   * Counters of an action on a table since the task started.
   *
   * @param done number of successful runs
   * @param failed number of failed runs, including conflicts
   * @param filesRemoved number of removed files
   * @param filesAdded number of added files
   * @param millis total duration in ms
   */
  private record ActionMetrics(
      Counter done, Counter failed, Counter filesRemoved, Counter filesAdded, Counter millis) {

    static ActionMetrics of(MaintenanceEntry entry, MetricGroup group) {
      MetricGroup own =
          group.addGroup("table", entry.table()).addGroup("action", entry.action().name());
      return new ActionMetrics(
          own.counter("done"),
          own.counter("failed"),
          own.counter("filesRemoved"),
          own.counter("filesAdded"),
          own.counter("millis"));
    }

    void count(MaintenanceEntry entry) {
      (ReportText.isFailure(entry.outcome()) ? failed : done).inc();
      filesRemoved.inc(entry.filesBefore());
      filesAdded.inc(entry.filesAfter());
      millis.inc(entry.endedAt() - entry.startedAt());
    }
  }
}
