package io.bidlake.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.measure.Progress.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final Progress progress =
      new Progress(List.of(new Point(1_000, 10), new Point(3_000, 30)));

  @Test
  void goesOnEvenlyBetweenCommits() {
    assertThat(progress.at(2_000)).isEqualTo(20);
  }

  @Test
  void knowsOfNothingBeforeTheFirstCommit() {
    assertThat(progress.at(999)).isZero();
    assertThat(progress.at(1_000)).isEqualTo(10);
  }

  @Test
  void isDoneAfterTheLast() {
    assertThat(progress.at(9_000)).isEqualTo(30);
    assertThat(progress.total()).isEqualTo(30);
    assertThat(progress.end()).isEqualTo(3_000);
  }

  @Test
  void hasNothingToTellOfATableThatStaysEmpty() {
    Progress empty = new Progress(List.of());

    assertThat(empty.total()).isZero();
    assertThat(empty.at(1_000)).isZero();
  }
}
