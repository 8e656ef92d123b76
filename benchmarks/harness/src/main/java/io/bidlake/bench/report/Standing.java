package io.bidlake.bench.report;

import io.bidlake.bench.result.Contender;
import java.util.List;
import java.util.Optional;

/**
 * The result of a contender in a comparison.
 *
 * @param measuredRuns the number of measured rounds, including disturbed ones
 * @param figures the figures of its undisturbed runs; empty if there are none
 * @param perSecond Bidlake's speed by wall clock time divided by the contender's; empty if refused,
 *     and for Bidlake itself
 * @param perCpuSecond the same ratio by CPU time
 * @param refusedFor the numbers, from 1, of the reasons for which its ratios are refused
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
