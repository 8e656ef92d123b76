package io.bidlake.bench.run;

import io.bidlake.bench.measure.TooShortException;
import io.bidlake.bench.result.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs all candidates in turn, round after round, so that changes of the machine's speed affect all
 * of them. The order rotates, so that no candidate always has the same first place.
 */
public final class Rounds {

  /** Measures one candidate once. */
  @FunctionalInterface
  public interface Measurement<C> {
    Run run(C candidate, int round) throws Exception;
  }

  private Rounds() {}

  /**
   * Runs the rounds, counted from 1. There is no warm-up round: each run has new processes, and its
   * own warm-up part. A run that is too short to be measured is omitted.
   *
   * @param name returns the name of a candidate
   * @param out receives a line about each run when it is done
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
