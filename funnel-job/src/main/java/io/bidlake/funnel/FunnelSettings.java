package io.bidlake.funnel;

import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.CatalogSettings;
import io.bidlake.runtime.EventTimeSettings;
import io.bidlake.runtime.KafkaSettings;
import io.bidlake.settings.Settings;

/**
 * Settings of the funnel job.
 *
 * @param kafka where the events come from
 * @param registry where their schemas are
 * @param catalog where the tables are
 * @param eventTime how the job tells the time
 * @param bounds how long after its parent an event belongs to it
 */
public record FunnelSettings(
    KafkaSettings kafka,
    RegistrySettings registry,
    CatalogSettings catalog,
    EventTimeSettings eventTime,
    FunnelBounds bounds) {

  public static FunnelSettings read(Settings settings) {
    return new FunnelSettings(
        KafkaSettings.read(settings, FunnelJob.NAME),
        RegistrySettings.read(settings),
        CatalogSettings.read(settings),
        EventTimeSettings.read(settings),
        FunnelBounds.read(settings));
  }
}
