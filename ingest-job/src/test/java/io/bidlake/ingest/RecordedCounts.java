package io.bidlake.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A group of metrics that remembers its counters. */
final class RecordedCounts extends UnregisteredMetricsGroup {

  private final String prefix;
  private final Map<String, Counter> counters;

  RecordedCounts() {
    this("", new HashMap<>());
  }

  private RecordedCounts(String prefix, Map<String, Counter> counters) {
    this.prefix = prefix;
    this.counters = counters;
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return new RecordedCounts(prefix + key + "." + value + ".", counters);
  }

  @Override
  public Counter counter(String name) {
    return counters.computeIfAbsent(prefix + name, first -> new SimpleCounter());
  }

  /** What has been counted, by name. */
  Map<String, Long> counts() {
    return counters.entrySet().stream()
        .filter(counter -> counter.getValue().getCount() > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, counter -> counter.getValue().getCount()));
  }
}
