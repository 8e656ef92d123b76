package io.bidlake.bench.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Window;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CompactionRemarksTest {

  @Test
  void saysWhenARunWasTooShort() {
    assertThat(CompactionRemarks.of("1 row", List.of(run(30), run(8.04))))
        .anyMatch(remark -> remark.contains("the shortest took 8.0 s"));
  }

  @Test
  void saysNothingOfItWhenAllWereLongEnough() {
    assertThat(CompactionRemarks.of("1 row", List.of(run(30), run(20))))
        .noneMatch(remark -> remark.contains("Too short"));
  }

  private static Run run(double seconds) {
    Window window = new Window(seconds, 1, 10, 0);
    return new Run("bidlake", 1, window, seconds, 0, Map.of(), 1, 1, OptionalLong.empty());
  }
}
