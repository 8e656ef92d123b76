package io.bidlake.generator.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightedTest {

  @Test
  void drawsInProportionToTheWeights() {
    Weighted<String> weighted =
        new Weighted.Builder<String>().add("a", 6).add("b", 3).add("c", 1).add("d", 0).build();
    Map<String, Integer> drawn = new HashMap<>();
    Dice dice = new Dice(1);
    for (int i = 0; i < 100_000; i++) {
      drawn.merge(weighted.pick(dice), 1, Integer::sum);
    }

    assertThat(drawn.get("a") / 100_000.0).isCloseTo(0.6, within(0.01));
    assertThat(drawn.get("b") / 100_000.0).isCloseTo(0.3, within(0.01));
    assertThat(drawn.get("c") / 100_000.0).isCloseTo(0.1, within(0.01));
    assertThat(drawn).doesNotContainKey("d");
  }

  @Test
  void refusesToDrawFromNothing() {
    assertThatThrownBy(() -> new Weighted.Builder<String>().build())
        .hasMessage("nothing to draw from");
  }
}
