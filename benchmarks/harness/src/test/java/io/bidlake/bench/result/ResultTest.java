package io.bidlake.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResultTest {

  @Test
  void divideEventsByTimeAndByCpuTime() {
    Window window = new Window(10, 20, 1_000, 0);
    assertThat(window.eventsPerSecond()).isEqualTo(100);
    assertThat(window.eventsPerCpuSecond()).isEqualTo(50);
  }

  @Test
  void refuseAWindowThatCannotBe() {
    assertRefused(() -> new Window(0, 1, 1, 0), "seconds must be positive, was 0.0");
    assertRefused(() -> new Window(1, Double.NaN, 1, 0), "cpuSeconds must be positive, was NaN");
    assertRefused(() -> new Window(1, 1, -1, 0), "events must not be negative, was -1");
    assertRefused(() -> new Window(1, 1, 1, 1.5), "foreignCpu must be from 0 to 1, was 1.5");
  }

  @Test
  void refuseAComparisonThatDoesNotHoldTogether() {
    assertRefused(
        () -> comparison("Not A File", "a"),
        "name of a comparison must be lower-case words with dashes, was 'Not A File'");
    assertRefused(() -> comparison("test", "b"), "test: ours must be one of [a], was b");
    assertRefused(
        () -> comparison("test", "a", run("b")),
        "test: contender of a run must be one of [a], was b");
    assertRefused(
        () -> comparison("test", "a", run("a"), run("a")), "test: round 1 of a is there twice");
  }

  @Test
  void refuseACurveThatCannotBeDrawn() {
    assertRefused(
        () ->
            new Curve(
                "cost",
                "",
                "",
                "",
                true,
                List.of(new Curve.Line("", List.of(new Curve.Point(0, 1)))),
                ""),
        "cost: x must be positive on a logarithmic axis, was 0.0");
    assertRefused(() -> new Curve.Point(1, Double.NaN), "a point must be finite, was (1.0, NaN)");
  }

  private static Comparison comparison(String name, String ours, Run... runs) {
    return new Comparison(
        name, "", "events", ours, List.of(new Contender("a", "A", "")), List.of(runs), List.of());
  }

  private static Run run(String contender) {
    return new Run(
        contender, 1, new Window(1, 1, 1, 0), 1, 1, Map.of(), 1, 1, OptionalLong.empty());
  }

  private static void assertRefused(Runnable creation, String message) {
    assertThatThrownBy(creation::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
