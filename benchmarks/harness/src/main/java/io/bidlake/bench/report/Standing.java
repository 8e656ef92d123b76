package io.bidlake.bench.report;

import io.bidlake.bench.result.Contender;
import java.util.List;
import java.util.Optional;

/**
 * How a contender stands in a comparison.
 *
 * @param measuredRuns rounds that count, disturbed ones among them
 * @param figures of its undisturbed runs; empty if there is none
 * @param perSecond ours by it, by the clock; empty if refused, and for ours
 * @param perCpuSecond the same by CPU time
 * @param refusedFor numbers, from 1, of the reasons for which its ratios are refused
 */
public record Standing(
    Contender contender,
    boolean isOurs,
    int measuredRuns,
    Optional<Figures> figures,
    Optional<Ratio> perSecond,
    Optional<Ratio> perCpuSecond,
    List<Integer> refusedFor) {

  public boolean isComparable() {
    return refusedFor.isEmpty();
  }
}
