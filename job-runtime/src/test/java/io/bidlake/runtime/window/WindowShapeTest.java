package io.bidlake.runtime.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowShapeTest {

  private final WindowShape sliding = new WindowShape(300, 60, 75, 1000);

  @ParameterizedTest
  @CsvSource({"0, 0", "59, 0", "60, 60", "61, 60", "-1, -60", "-60, -60", "-61, -120"})
  void putsATimeIntoTheSliceThatBeginsAtOrBeforeIt(long time, long slice) {
    assertThat(sliding.sliceOf(time)).isEqualTo(slice);
  }

  @Test
  void knowsTheFirstWindowOfASlice() {
    assertThat(sliding.firstWindowOf(600)).isEqualTo(360);
    assertThat(tumbling().firstWindowOf(3_600_000)).isEqualTo(3_600_000);
  }

  @Test
  void completesAWindowWhenTheLastMillisecondIsInAndHeld() {
    assertThat(tumbling().finalAt(0)).isEqualTo(3_599_999);
    assertThat(sliding.finalAt(0)).isEqualTo(299 + 75);
  }

  @Test
  void forgetsAWindowWhenItsLastEventWouldBeLate() {
    assertThat(tumbling().forgottenAt(0)).isEqualTo(3_599_999 + 60_000);
    assertThat(sliding.forgottenAt(60)).isEqualTo(359 + 75 + 1000);
  }

  @ParameterizedTest
  @CsvSource({"0", "60", "-60", "123480"})
  void findsTheWindowThatIsCompleteAtAWatermark(long window) {
    long complete = sliding.windowFinalAt(sliding.finalAt(window));

    assertThat(complete).isEqualTo(window);
    assertThat(sliding.isWindow(complete)).isTrue();
    assertThat(sliding.isWindow(sliding.windowFinalAt(sliding.finalAt(window) + 1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"300, 70", "60, 0", "0, 60", "60, 120", "60, -60"})
  void refusesASizeThatIsNoMultipleOfTheSlide(long size, long slide) {
    assertThatThrownBy(() -> new WindowShape(size, slide, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the size must be a multiple of the slide, was %d and %d ms".formatted(size, slide));
  }

  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808, 84",
    "83, 84",
    "84, 104",
    "103, 104",
    "104, 124",
    "123, 124",
  })
  void knowsTheNextStepOfAnOpenWindow(long watermark, long next) {
    WindowShape steps = new WindowShape(60, 60, 5, 0, 20);

    assertThat(steps.nextStepAt(60, watermark)).isEqualTo(next);
    assertThat(steps.isStep(next)).isEqualTo(next != steps.finalAt(60));
    assertThat(steps.isStep(next + 1)).isFalse();
    if (steps.isStep(next)) {
      assertThat(steps.windowInStepAt(next)).isEqualTo(60);
    }
  }

  @Test
  void hasNoStepsUnlessTheyAreAskedFor() {
    assertThat(tumbling().isInSteps()).isFalse();
    assertThat(tumbling().isStep(tumbling().finalAt(0))).isFalse();
    assertThat(tumbling().inSteps(Duration.ofMinutes(1)).isInSteps()).isTrue();
  }

  @Test
  void refusesStepsThatDoNotFit() {
    assertThatThrownBy(() -> new WindowShape(60, 60, 0, 0, 25))
        .hasMessage("the size must be a multiple of the step, was 60 and 25 ms");
    assertThatThrownBy(() -> new WindowShape(120, 60, 0, 0, 30))
        .hasMessage("only windows that do not overlap are emitted in steps");
  }

  private static WindowShape tumbling() {
    return WindowShape.tumbling(Duration.ofHours(1), Duration.ZERO, Duration.ofMinutes(1));
  }
}
