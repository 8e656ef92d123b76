package io.bidlake.bench.result;

import java.util.List;

/** What one benchmark has found, complete: everything shown is made of this. */
public record Report(
    String benchmark, Setting setting, List<Comparison> comparisons, List<Curve> curves) {

  public Report {
    comparisons = List.copyOf(comparisons);
    curves = List.copyOf(curves);
  }
}
