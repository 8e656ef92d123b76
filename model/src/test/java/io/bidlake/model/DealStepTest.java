package io.bidlake.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DealStepTest {

  @Test
  void areAllReconciledUnlessTheSettingsSayOtherwise() {
    assertThat(DealStep.reconciled(settings())).containsExactly(DealStep.values());
    assertThat(DealStep.reconciled(settings("--auction.reconcile", "rendering,billing")))
        .containsExactly(DealStep.BILLING, DealStep.RENDERING);
  }

  @Test
  void areAtLeastTwo() {
    Settings settings = settings("--auction.reconcile", "win,win");
    DealStep.reconciled(settings);

    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(
            "auction.reconcile must have at least two steps to compare, was [WIN]");
  }

  private static Settings settings(String... args) {
    return Settings.of(List.of(args), Map.of());
  }
}
