package io.bidlake.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.measure.TooShortException;
import io.bidlake.bench.result.Curve;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CostCurveTest {

  private final Map<Variant, List<Run>> runs = new LinkedHashMap<>();

  @Test
  void showsTheMiddleOfTheRounds() {
    runs.put(variant(12), List.of(run(100), run(400), run(200)));

    Curve curve = curve();

    assertThat(curve.lines().get(0).points()).containsExactly(new Curve.Point(12, 10_000));
    assertThat(curve.remark())
        .isEqualTo("Lowest to highest of the rounds: 12: 5,000.0 to 20,000.0.");
  }

  @Test
  void saysWhatWasTooShortToBeMeasured() {
    runs.put(variant(12), List.of());
    runs.put(variant(60), List.of(run(200)));

    Curve curve = curve();

    assertThat(curve.lines().get(0).points()).extracting(Curve.Point::x).containsExactly(60.0);
    assertThat(curve.remark()).endsWith(" All runs were too short to be measured: 12.");
  }

  @Test
  void refusesACurveWithoutAPoint() {
    runs.put(variant(12), List.of());

    assertThatThrownBy(this::curve)
        .isInstanceOf(TooShortException.class)
        .hasMessageStartingWith("Cost: no run was long enough");
  }

  private Curve curve() {
    return CostCurve.ofCost("cost", "Cost", "countries", runs);
  }

  private static Variant variant(int x) {
    return new Variant(
        x,
        1,
        Traffic.requests("requests", 1),
        (job, round, task) -> {
          throw new AssertionError("is not run");
        });
  }

  /** So many events in two seconds of CPU time. */
  private static Run run(long events) {
    return new Run(
        "12", 1, new Window(1, 2, events, 0), 1, 1, Map.of(), 0, 0, OptionalLong.empty());
  }
}
