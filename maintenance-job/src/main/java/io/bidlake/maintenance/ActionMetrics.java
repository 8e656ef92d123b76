package io.bidlake.maintenance;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What an action did to a table since the task was started.
 *
 * @param done how often it was done
 * @param failed how often it failed, conflicts included
 * @param filesRemoved files that it took away
 * @param filesAdded files that it put in their place
 * @param millis how long it took altogether
 */
record ActionMetrics(
    Counter done, Counter failed, Counter filesRemoved, Counter filesAdded, Counter millis) {

  static ActionMetrics of(ActionReport report, MetricGroup group) {
    MetricGroup own =
        group.addGroup("table", report.table()).addGroup("action", report.action().name());
    return new ActionMetrics(
        own.counter("done"),
        own.counter("failed"),
        own.counter("filesRemoved"),
        own.counter("filesAdded"),
        own.counter("millis"));
  }

  void count(ActionReport report) {
    (report.failed() ? failed : done).inc();
    filesRemoved.inc(report.filesBefore());
    filesAdded.inc(report.filesAfter());
    millis.inc(report.endedAt() - report.startedAt());
  }
}
