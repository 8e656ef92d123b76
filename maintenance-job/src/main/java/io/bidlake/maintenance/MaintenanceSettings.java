package io.bidlake.maintenance;

import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;
import java.time.Duration;

/**
 * Settings of the maintenance job.
 *
 * @param catalog catalog of the tables
 * @param checkEvery how often to check which actions are due
 * @param upkeep how the tables are maintained
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
