package io.bidlake.bench.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Window;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RowOrderTest {

  private static final CompactionCandidate PLAIN = candidate("bidlake", RowOrder.AS_THEY_COME);
  private static final CompactionCandidate BINPACK =
      candidate("spark-binpack", RowOrder.AS_THEY_COME);
  private static final CompactionCandidate SORTED = candidate("bidlake-sorted", RowOrder.SORTED);
  private static final CompactionCandidate SORT = candidate("spark-sort", RowOrder.SORTED);

  @Test
  void comparesThoseThatSortWithEachOther() {
    List<CompactionCandidate> all = List.of(PLAIN, BINPACK, SORTED, SORT);
    List<Run> runs = all.stream().map(it -> run(it.contender().name())).toList();

    Comparison comparison = RowOrder.SORTED.compare(all, runs, List.of("a remark"));

    assertThat(comparison.ours()).isEqualTo("bidlake-sorted");
    assertThat(comparison.runs())
        .extracting(Run::contender)
        .containsExactly("bidlake-sorted", "spark-sort");
    assertThat(comparison.remarks()).containsExactly("a remark");
  }

  @Test
  void leavesOutAnOrderThatNobodyWrites() {
    assertThat(RowOrder.of(List.of(PLAIN, BINPACK))).containsExactly(RowOrder.AS_THEY_COME);
  }

  @Test
  void refusesOthersWithoutOurs() {
    assertThatThrownBy(() -> RowOrder.of(List.of(PLAIN, SORT)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bidlake-sorted must be among");
  }

  private static CompactionCandidate candidate(String name, RowOrder order) {
    return new SparkCompaction(new Contender(name, name, ""), null, order);
  }

  private static Run run(String contender) {
    return new Run(
        contender, 1, new Window(1, 1, 10, 0), 1, 0, Map.of(), 1, 1, OptionalLong.empty());
  }
}
