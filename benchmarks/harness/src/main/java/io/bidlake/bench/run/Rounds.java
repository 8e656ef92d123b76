package io.bidlake.bench.run;

import io.bidlake.bench.measure.TooShortException;
import io.bidlake.bench.result.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs all candidates by turns, round after round: what the machine does in one minute it does to
 * each of them. The order rotates, so that nobody always follows the same neighbour.
 */
public final class Rounds {

  /** Measures one candidate once. */
  @FunctionalInterface
  public interface Measurement<C> {
    Run run(C candidate, int round) throws Exception;
  }

  private Rounds() {}

  /**
   * So many rounds, counted from 1. None is run only to warm up: each run has new processes, and a
   * part of its own that warms up. A run that is too short to be measured is left out.
   *
   * @param name of a candidate
   * @param out is told of each run when it is done
   */
  public static <C> List<Run> run(
      List<C> candidates,
      Function<C, String> name,
      int measured,
      Measurement<C> measurement,
      Consumer<String> out)
      throws Exception {
    List<Run> runs = new ArrayList<>();
    List<C> order = new ArrayList<>(candidates);
    for (int round = 1; round <= measured; round++) {
      for (C candidate : order) {
        try {
          Run run = measurement.run(candidate, round);
          out.accept(RunLine.of(run));
          runs.add(run);
        } catch (TooShortException e) {
          out.accept(
              "round %d  %s is left out: %s"
                  .formatted(round, name.apply(candidate), e.getMessage()));
        }
      }
      Collections.rotate(order, -1);
    }
    return runs;
  }
}
