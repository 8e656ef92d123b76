package io.bidlake.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.measure.Progress;
import io.bidlake.bench.measure.Progress.Point;
import io.bidlake.bench.measure.SteadyPart;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private record Named(Contender contender) implements Candidate {

    @Override
    public Attempt start(Task task) {
      throw new UnsupportedOperationException();
    }
  }

  private final List<String> heard = new ArrayList<>();

  @Test
  void takesAllByTurnsAndRotatesTheirOrder() throws Exception {
    List<Run> runs =
        run(List.of(candidate("a"), candidate("b"), candidate("c")), 3, RoundsTest::run);

    assertThat(runs)
        .extracting(run -> run.round() + run.contender())
        .containsExactly("1a", "1b", "1c", "2b", "2c", "2a", "3c", "3a", "3b");
    assertThat(heard).hasSize(9).first().asString().startsWith("round 1").contains("a");
  }

  @Test
  void leavesOutARunThatIsTooShortAndGoesOn() throws Exception {
    List<Run> runs =
        run(
            List.of(candidate("quick"), candidate("b")),
            2,
            (candidate, round) ->
                candidate.contender().name().equals("quick") && round == 1
                    ? tooShort()
                    : run(candidate, round));

    assertThat(runs)
        .extracting(run -> run.round() + run.contender())
        .containsExactly("1b", "2b", "2quick");
    assertThat(heard.get(0))
        .startsWith("round 1  quick is left out: expected commits after the warm-up");
  }

  /** One commit is too few. */
  private static Run tooShort() {
    SteadyPart.of(List.of(new Progress(List.of(new Point(1, 1)))), 1, 0.3, null);
    throw new AssertionError("it was long enough");
  }

  private List<Run> run(
      List<Candidate> candidates, int rounds, Rounds.Measurement<Candidate> measurement)
      throws Exception {
    return Rounds.run(candidates, it -> it.contender().name(), rounds, measurement, heard::add);
  }

  private static Candidate candidate(String name) {
    return new Named(new Contender(name, name, ""));
  }

  private static Run run(Candidate candidate, int round) {
    return new Run(
        candidate.contender().name(),
        round,
        new Window(1, 1, 1, 0),
        1,
        1,
        Map.of(),
        0,
        0,
        OptionalLong.empty());
  }
}
