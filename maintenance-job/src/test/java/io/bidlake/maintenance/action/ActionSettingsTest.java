package io.bidlake.maintenance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.action.RewriteManifests.ManifestSettings;
import io.bidlake.maintenance.action.orphans.RemoveOrphanFiles.OrphanSettings;
import io.bidlake.maintenance.action.snapshots.ExpireSettings;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActionSettingsTest {

  @Test
  void haveDefaults() {
    Settings settings = settings();

    assertThat(ManifestSettings.read(settings)).isEqualTo(new ManifestSettings(30));
    assertThat(ExpireSettings.read(settings))
        .isEqualTo(new ExpireSettings(null, null, Duration.ofDays(7), Set.of()));
    assertThat(OrphanSettings.read(settings, Duration.ofDays(1)))
        .isEqualTo(new OrphanSettings(Duration.ofDays(3)));
  }

  @Test
  void areRead() {
    Settings settings =
        settings(
            "--manifests.min-count", "5",
            "--expire.max-age", "2d",
            "--expire.keep-last", "3",
            "--expire.restore-within", "30d",
            "--expire.abandoned-writers", "a, b,",
            "--orphans.min-age", "10d");

    assertThat(ManifestSettings.read(settings)).isEqualTo(new ManifestSettings(5));
    assertThat(ExpireSettings.read(settings))
        .isEqualTo(
            new ExpireSettings(Duration.ofDays(2), 3, Duration.ofDays(30), Set.of("a", "b")));
    assertThat(OrphanSettings.read(settings, Duration.ofDays(1)))
        .isEqualTo(new OrphanSettings(Duration.ofDays(10)));
    settings.check();
  }

  @Test
  void rejectAnOrphansAgeThatIsShorterThanTheLeast() {
    Settings settings = settings("--orphans.min-age", "23h");

    OrphanSettings.read(settings, Duration.ofDays(1));

    assertThatThrownBy(settings::check)
        .hasMessageContaining("orphans.min-age must be at least PT24H, was PT23H");
  }

  private static Settings settings(String... arguments) {
    return Settings.of(List.of(arguments), Map.of());
  }
}
