package io.bidlake.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counters of the decoders of JSON and notices, created when they are first incremented: {@code
 * unreadableValues} by field, {@code notices} by kind, {@code losses} by reason, and {@code
 * unknownNoBids}, the no-bids that do not name their request.
 */
final class DocumentCounters implements Consumer<String> {

  private static final String UNREADABLE = "unreadable.";
  private static final String LOSS = "notices.loss.";
  private static final String NOTICES = "notices.";

  private final MetricGroup metrics;
  private final Map<String, Counter> counters = new HashMap<>();

  DocumentCounters(MetricGroup metrics) {
    this.metrics = metrics;
  }

  @Override
  public void accept(String name) {
    counters.computeIfAbsent(name, this::counter).inc();
  }

  private Counter counter(String name) {
    if (name.startsWith(UNREADABLE)) {
      return of("field", name.substring(UNREADABLE.length()), "unreadableValues");
    }
    if (name.startsWith(LOSS)) {
      return of("reason", name.substring(LOSS.length()), "losses");
    }
    if (name.startsWith(NOTICES)) {
      return of("kind", name.substring(NOTICES.length()), "notices");
    }
    return metrics.counter("unknownNoBids");
  }

  private Counter of(String group, String value, String name) {
    return metrics.addGroup(group, value).counter(name);
  }
}
