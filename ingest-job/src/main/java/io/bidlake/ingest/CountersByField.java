package io.bidlake.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** One counter per field of an event, created when the field is first counted. */
final class CountersByField implements Consumer<String> {

  private final MetricGroup metrics;
  private final String name;
  private final Map<String, Counter> counters = new HashMap<>();

  CountersByField(MetricGroup metrics, String name) {
    this.metrics = metrics;
    this.name = name;
  }

  @Override
  public void accept(String field) {
    counters.computeIfAbsent(field, first -> metrics.addGroup("field", first).counter(name)).inc();
  }
}
