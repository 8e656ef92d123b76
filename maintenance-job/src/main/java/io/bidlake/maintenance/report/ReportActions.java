package io.bidlake.maintenance.report;

import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.tables.MaintenanceEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each action in Flink's log, in metrics and, for a single pass, in the result of the job.
 * Emits the entries unchanged.
 */
public final class ReportActions extends ProcessFunction<MaintenanceEntry, MaintenanceEntry> {

  /** Name of the accumulator of the actions in the result of the job, each as text cells. */
  static final String ACCUMULATOR = "reports";

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(ReportActions.class);

  private final Mode mode;

  private transient Map<String, ActionMetrics> metrics;
  private transient ListAccumulator<List<String>> told;

  public ReportActions(Mode mode) {
    this.mode = mode;
  }

  @Override
  public void open(OpenContext context) {
    metrics = new HashMap<>();
    told = new ListAccumulator<>();
    if (mode != Mode.CONTINUOUS) {
      // In a continuous job, the accumulator would grow without bound.
      getRuntimeContext().addAccumulator(ACCUMULATOR, told);
    }
  }

  @Override
  public void processElement(
      MaintenanceEntry entry, Context context, Collector<MaintenanceEntry> entries) {
    if (ReportText.isFailure(entry.outcome())) {
      LOG.warn("{}", ReportText.line(entry));
    } else {
      LOG.info("{}", ReportText.line(entry));
    }
    metrics
        .computeIfAbsent(
            entry.table() + "." + entry.action(),
            key -> ActionMetrics.of(entry, getRuntimeContext().getMetricGroup()))
        .count(entry);
    if (mode != Mode.CONTINUOUS) {
      told.add(ReportText.cells(entry));
    }
    entries.collect(entry);
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
