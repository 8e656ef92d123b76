package io.bidlake.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
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

  @Test
  void takesAllByTurnsAndRotatesTheirOrder() throws Exception {
    List<String> heard = new ArrayList<>();

    Rounds.run(
        List.of(candidate("a"), candidate("b"), candidate("c")),
        3,
        (candidate, round) -> run(candidate, round),
        run -> heard.add(run.round() + run.contender()));

    assertThat(heard).containsExactly("1a", "1b", "1c", "2b", "2c", "2a", "3c", "3a", "3b");
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
