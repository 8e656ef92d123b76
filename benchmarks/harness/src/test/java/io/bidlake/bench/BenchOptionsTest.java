package io.bidlake.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.bench.contender.Attempt;
import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.result.Contender;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {

  private final BenchOptions options = new BenchOptions();
  private final List<Candidate> first = List.of(new Named("a"), new Named("b"));
  private final List<Candidate> second = List.of(new Named("a"), new Named("c"));

  @Test
  void choosesInEachComparisonAndRefusesOnlyWhatIsInNone() {
    List<Candidate> all = Stream.concat(first.stream(), second.stream()).toList();

    options.contenders = List.of("b");
    assertThat(options.chosen(all)).containsExactly(new Named("b"));
    assertThat(options.chosenAmong(first)).containsExactly(new Named("b"));
    assertThat(options.chosenAmong(second)).isEmpty();

    options.contenders = List.of("b", "x");
    assertThatThrownBy(() -> options.chosen(all)).hasMessageContaining("was x");
  }

  @Test
  void choosesAllWithoutNames() {
    assertThat(options.chosenAmong(first)).isEqualTo(first);
  }

  private record Named(String name) implements Candidate {

    @Override
    public Contender contender() {
      return new Contender(name, name, "");
    }

    @Override
    public Attempt start(Task task) {
      throw new UnsupportedOperationException();
    }
  }
}
