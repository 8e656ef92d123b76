package io.bidlake.bench.latency;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** How long the rows of some tables took from Kafka to a commit. */
final class Latencies {

  private static final int DIGITS = 3;

  private final long fromMillis;
  private final long toMillis;
  private final Map<String, Histogram> tables = new TreeMap<>();

  /**
   * No rows yet.
   *
   * @param fromMillis rows that Kafka received before do not count
   * @param toMillis neither do those that it received then or later
   */
  Latencies(long fromMillis, long toMillis) {
    this.fromMillis = fromMillis;
    this.toMillis = toMillis;
  }

  /** Takes a row into account, if it is one of those that count. */
  void add(String table, long receivedMillis, long committedMillis) {
    if (receivedMillis >= fromMillis && receivedMillis < toMillis) {
      tables
          .computeIfAbsent(table, name -> new Histogram(DIGITS))
          .recordValue(Math.max(0, committedMillis - receivedMillis));
    }
  }

  /** The latencies of each table. */
  Map<String, Percentiles> byTable() {
    Map<String, Percentiles> all = new TreeMap<>();
    tables.forEach((table, histogram) -> all.put(table, Percentiles.of(histogram)));
    return all;
  }

  /** The latencies of all rows, whatever their table. */
  Percentiles together() {
    Histogram all = new Histogram(DIGITS);
    tables.values().forEach(all::add);
    return Percentiles.of(all);
  }

  /**
   * What most rows took, in seconds.
   *
   * @param rows how many they are
   * @param high what 99 % of them took at most
   */
  record Percentiles(long rows, double median, double high) {

    private static Percentiles of(Histogram histogram) {
      if (histogram.getTotalCount() == 0) {
        throw new IllegalStateException("expected rows after the warm-up, but there were none");
      }
      return new Percentiles(
          histogram.getTotalCount(),
          histogram.getValueAtPercentile(50) / 1000.0,
          histogram.getValueAtPercentile(99) / 1000.0);
    }
  }
}
