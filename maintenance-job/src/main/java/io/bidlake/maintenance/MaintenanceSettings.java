package io.bidlake.maintenance;

import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;

/**
 * Settings of the maintenance job.
 *
 * @param catalog catalog of the tables
 * @param upkeep how the tables are maintained
 * @param threads number of threads of a single pass
 */
public record MaintenanceSettings(CatalogSettings catalog, Upkeep upkeep, int threads) {

  public static MaintenanceSettings read(Settings settings) {
    return new MaintenanceSettings(
        CatalogSettings.read(settings),
        Upkeep.read(settings),
        (int)
            settings.wholeNumber(
                "threads",
                2,
                1,
                1000,
                "Number of threads with --once or --dry-run; the continuous job has Flink's"
                    + " parallelism"));
  }
}
