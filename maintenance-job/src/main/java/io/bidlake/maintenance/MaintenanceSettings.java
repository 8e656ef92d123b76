package io.bidlake.maintenance;

import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;
import java.time.Duration;

/**
 * Settings of the maintenance job.
 *
 * @param catalog where the tables are
 * @param checkEvery how often they are looked at
 * @param upkeep how they are kept up
 */
public record MaintenanceSettings(CatalogSettings catalog, Duration checkEvery, Upkeep upkeep) {

  public static MaintenanceSettings read(Settings settings) {
    return new MaintenanceSettings(
        CatalogSettings.read(settings),
        settings.duration(
            "check-interval", Duration.ofMinutes(1), "How often to check which actions are due"),
        Upkeep.read(settings));
  }
}
