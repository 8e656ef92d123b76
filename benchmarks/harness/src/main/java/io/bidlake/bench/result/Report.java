package io.bidlake.bench.result;

import java.util.List;

/** The complete results of one benchmark, from which all output is generated. */
public record Report(
    String benchmark, Setting setting, List<Comparison> comparisons, List<Curve> curves) {

  public Report {
    comparisons = List.copyOf(comparisons);
    curves = List.copyOf(curves);
  }
}
