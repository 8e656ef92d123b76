package io.bidlake.bench.maintenance;

import io.bidlake.bench.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Remarks that a reader of the numbers needs. */
final class CompactionRemarks {

  /** In shorter runs the warm-up of the JVM dominates. */
  private static final double LEAST_SECONDS = 20;

  private CompactionRemarks() {}

  /**
   * The remarks.
   *
   * @param size the size of the table as text
   */
  static List<String> of(String size, List<Run> runs) {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "Each run compacts a copy of the same table (%s), which shares its data files."
            .formatted(size));
    remarks.add(
        "A run is measured from the job's state RUNNING, or from when Spark's session is there, to"
            + " its last commit. No virtual machine's start is in it, but all that it compiles is:"
            + " each run has new processes and rewrites once, a nightly job has no warm-up either.");
    remarks.add(
        "Bidlake commits after every few partitions, Spark once at the end; both rewrite wherever a"
            + " partition has two small files.");
    double shortest =
        runs.stream().mapToDouble(run -> run.steady().seconds()).min().orElse(LEAST_SECONDS);
    if (shortest < LEAST_SECONDS) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "Too short: a run should take %.0f s at least, the shortest took %.1f s. Use more"
                  + " --requests.",
              LEAST_SECONDS,
              shortest));
    }
    return remarks;
  }
}
