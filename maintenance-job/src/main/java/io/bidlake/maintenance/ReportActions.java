package io.bidlake.maintenance;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of every action in Flink's log, in metrics and, after a single pass, to the one who started
 * it. Hands the reports on as they are.
 */
final class ReportActions extends ProcessFunction<ActionReport, ActionReport> {

  /** Under which name the result of a job has the reports. */
  static final String ACCUMULATOR = "reports";

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(ReportActions.class);

  private final Mode mode;

  private transient Map<String, ActionMetrics> metrics;
  private transient ListAccumulator<ActionReport> told;

  ReportActions(Mode mode) {
    this.mode = mode;
  }

  @Override
  public void open(OpenContext context) {
    metrics = new HashMap<>();
    told = new ListAccumulator<>();
    if (mode != Mode.CONTINUOUS) {
      // A job that goes on would keep the reports for ever.
      getRuntimeContext().addAccumulator(ACCUMULATOR, told);
    }
  }

  @Override
  public void processElement(
      ActionReport report, Context context, Collector<ActionReport> reports) {
    if (report.failed()) {
      LOG.warn("{}", ReportText.line(report));
    } else {
      LOG.info("{}", ReportText.line(report));
    }
    metrics
        .computeIfAbsent(
            report.table() + "." + report.action(),
            key -> ActionMetrics.of(report, getRuntimeContext().getMetricGroup()))
        .count(report);
    if (mode != Mode.CONTINUOUS) {
      told.add(report);
    }
    reports.collect(report);
  }
}
