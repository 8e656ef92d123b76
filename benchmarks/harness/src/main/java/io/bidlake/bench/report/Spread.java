package io.bidlake.bench.report;

import java.util.stream.DoubleStream;

/** The median and the range of some measurements. */
public record Spread(double lowest, double median, double highest) {

  public static Spread of(DoubleStream measurements) {
    double[] sorted = measurements.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("a spread needs at least one measurement, was none");
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }
}
