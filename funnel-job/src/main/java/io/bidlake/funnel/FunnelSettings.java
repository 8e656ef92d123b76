package io.bidlake.funnel;

import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.kafka.EventTimeSettings;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;

/**
 * Settings of the funnel job.
 *
 * @param kafka where the events come from
 * @param formats how their records are written
 * @param catalog where the tables are
 * @param eventTime how the job tells the time
 * @param stages the stages, and how long after its parent an event belongs to it
 */
public record FunnelSettings(
    KafkaSourceSettings kafka,
    EventFormats formats,
    CatalogSettings catalog,
    EventTimeSettings eventTime,
    FunnelStages stages) {

  public static FunnelSettings read(Settings settings) {
    KafkaSourceSettings kafka = KafkaSourceSettings.read(settings, FunnelJob.NAME);
    return new FunnelSettings(
        kafka,
        EventFormats.read(settings, kafka.kafka()),
        CatalogSettings.read(settings),
        EventTimeSettings.read(settings),
        FunnelStages.read(settings));
  }
}
