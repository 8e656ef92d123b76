package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunnelBoundsTest {

  private static final long PARENT = TestEvents.HOUR;

  @ParameterizedTest
  @CsvSource({"RESPONSE, 5000", "IMPRESSION, 10000", "CLICK, 60000"})
  void allowsAnEventFromItsParentUpToTheBound(Stage stage, long bound) {
    FunnelBounds bounds = TestEvents.BOUNDS;

    assertThat(bounds.allow(stage, PARENT, PARENT - 1)).isFalse();
    assertThat(bounds.allow(stage, PARENT, PARENT)).isTrue();
    assertThat(bounds.allow(stage, PARENT, PARENT + bound)).isTrue();
    assertThat(bounds.allow(stage, PARENT, PARENT + bound + 1)).isFalse();
  }

  @Test
  void addsTheBoundsUpToTheTimeThatARequestIsOpen() {
    assertThat(TestEvents.BOUNDS.total()).isEqualTo(75_000);
  }

  @Test
  void refusesToAskForTheParentOfARequest() {
    assertThatThrownBy(() -> TestEvents.BOUNDS.allow(Stage.REQUEST, PARENT, PARENT))
        .hasMessageContaining("a request has no parent");
  }

  @Test
  void isReadFromSettings() {
    assertThat(FunnelBounds.read(Settings.of(List.of(), Map.of()))).isEqualTo(TestEvents.BOUNDS);
    assertThat(
            FunnelBounds.read(
                Settings.of(
                    List.of(
                        "--funnel.response-within", "1s",
                        "--funnel.impression-within", "2s",
                        "--funnel.click-within", "3ms"),
                    Map.of())))
        .isEqualTo(new FunnelBounds(1_000, 2_000, 3));
  }
}
