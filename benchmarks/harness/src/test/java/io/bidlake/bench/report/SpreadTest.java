package io.bidlake.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void takesTheMiddleOfAnOddNumberWhateverTheirOrder() {
    assertThat(Spread.of(DoubleStream.of(9, 1, 4))).isEqualTo(new Spread(1, 4, 9));
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(Spread.of(DoubleStream.of(9, 1, 4, 6))).isEqualTo(new Spread(1, 5, 9));
  }

  @Test
  void refusesToBeMadeOfNothing() {
    assertThatThrownBy(() -> Spread.of(DoubleStream.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a spread needs at least one measurement, was none");
  }
}
