package org.apache.flink.metrics.prometheus;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Creates the reporter that serves Flink's metrics on {@code port} of 127.0.0.1. */
public final class LoopbackPrometheusReporterFactory implements MetricReporterFactory {
  private static final String PORT = "port";

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    String port = properties.getProperty(PORT);
    if (port == null) {
      throw new IllegalArgumentException("metrics.reporter.*.port must be set, was missing");
    }
    return new LoopbackPrometheusReporter(Integer.parseInt(port));
  }
}
