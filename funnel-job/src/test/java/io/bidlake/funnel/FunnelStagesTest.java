package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunnelStagesTest {

  private static final long PARENT = TestEvents.HOUR;

  @ParameterizedTest
  @CsvSource({"1, 5000", "2, 10000", "3, 60000"})
  void allowsAnEventFromItsParentUpToTheBound(int stage, long bound) {
    FunnelStages stages = TestEvents.STAGES;

    assertThat(stages.allow(stage, PARENT, PARENT - 1)).isFalse();
    assertThat(stages.allow(stage, PARENT, PARENT)).isTrue();
    assertThat(stages.allow(stage, PARENT, PARENT + bound)).isTrue();
    assertThat(stages.allow(stage, PARENT, PARENT + bound + 1)).isFalse();
  }

  @Test
  void addsTheBoundsUpToTheTimeThatARequestIsOpen() {
    assertThat(TestEvents.STAGES.total()).isEqualTo(75_000);
  }

  @Test
  void knowsTheStageAbove() {
    FunnelStages stages = TestEvents.STAGES;

    assertThat(stages.isMouth(Stages.REQUEST)).isTrue();
    assertThat(stages.isBelowMouth(Stages.RESPONSE)).isTrue();
    assertThat(stages.isBelowMouth(Stages.CLICK)).isFalse();
    assertThat(stages.parentOf(Stages.CLICK)).isEqualTo(Stages.IMPRESSION);
    assertThatThrownBy(() -> stages.parentOf(Stages.REQUEST))
        .hasMessageContaining("must be of a stage of the funnel [bid-requests, bid-responses")
        .hasMessageContaining("was of code 0");
  }

  @Test
  void refusesAStageThatDoesNotFollowItsParent() {
    assertThatThrownBy(() -> FunnelStages.of(List.of(Topics.BID_REQUESTS, Topics.CLICKS), 1_000))
        .hasMessage("clicks must follow its parent, was behind bid-requests");
  }

  @Test
  void isReadFromSettings() {
    assertThat(FunnelStages.read(Settings.of(List.of(), Map.of())))
        .usingRecursiveComparison()
        .isEqualTo(TestEvents.STAGES);
    assertThat(
            FunnelStages.read(
                Settings.of(
                    List.of(
                        "--funnel.response-within", "1s",
                        "--funnel.impression-within", "2s",
                        "--funnel.click-within", "3ms"),
                    Map.of())))
        .usingRecursiveComparison()
        .isEqualTo(FunnelStages.of(Topics.FUNNEL, 1_000, 2_000, 3));
  }
}
