package io.bidlake.funnel;

import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.kafka.EventTimeSettings;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;

/**
 * Settings of the funnel job.
 *
 * @param kafka where the events come from
 * @param registry where their schemas are
 * @param catalog where the tables are
 * @param eventTime how the job tells the time
 * @param stages the stages, and how long after its parent an event belongs to it
 */
public record FunnelSettings(
    KafkaSourceSettings kafka,
    RegistrySettings registry,
    CatalogSettings catalog,
    EventTimeSettings eventTime,
    FunnelStages stages) {

  public static FunnelSettings read(Settings settings) {
    return new FunnelSettings(
        KafkaSourceSettings.read(settings, FunnelJob.NAME),
        RegistrySettings.read(settings),
        CatalogSettings.read(settings),
        EventTimeSettings.read(settings),
        FunnelStages.read(settings));
  }
}
