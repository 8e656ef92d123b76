package io.bidlake.bench.latency;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The latencies of rows from Kafka to a commit, by table. */
final class Latencies {

  private static final int DIGITS = 3;

  private final long fromMillis;
  private final long toMillis;
  private final Map<String, Histogram> tables = new TreeMap<>();

  /**
   * Creates latencies without any rows.
   *
   * @param fromMillis the start, inclusive, of the times of receipt that count
   * @param toMillis the end, exclusive, of the times of receipt that count
   */
  Latencies(long fromMillis, long toMillis) {
    this.fromMillis = fromMillis;
    this.toMillis = toMillis;
  }

  /** Adds a row, if its time of receipt counts. */
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

  /** The latencies of all rows of all tables. */
  Percentiles together() {
    Histogram all = new Histogram(DIGITS);
    tables.values().forEach(all::add);
    return Percentiles.of(all);
  }

  /**
   * Percentiles of latencies in seconds.
   *
   * @param rows the number of rows
   * @param high the 99th percentile
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
