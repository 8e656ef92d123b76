package io.bidlake.funnel;

import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.kafka.EventTimeSettings;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;

/**
 * Settings of the funnel job.
 *
 * @param kafka Kafka sources
 * @param formats formats of the records
 * @param catalog catalog of the tables
 * @param eventTime event time
 * @param stages stages of the funnel with their bounds
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
