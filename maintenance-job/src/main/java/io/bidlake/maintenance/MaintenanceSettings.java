package io.bidlake.maintenance;

import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;

/**
 * Settings of the maintenance job.
 *
 * @param catalog catalog of the tables
 * @param upkeep how the tables are maintained
 */
public record MaintenanceSettings(CatalogSettings catalog, Upkeep upkeep) {

  public static MaintenanceSettings read(Settings settings) {
    return new MaintenanceSettings(CatalogSettings.read(settings), Upkeep.read(settings));
  }
}
