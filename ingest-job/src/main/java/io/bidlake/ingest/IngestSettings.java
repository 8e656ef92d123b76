package io.bidlake.ingest;

import io.bidlake.domain.Enrichments;
import io.bidlake.model.PossibleTimes;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;

/**
 * Settings of the ingest job.
 *
 * @param kafka where the events come from
 * @param formats how their records are written
 * @param catalog where the tables are
 * @param possible which times an event can have happened at
 * @param enrichments what bid requests are enriched with
 */
public record IngestSettings(
    KafkaSourceSettings kafka,
    EventFormats formats,
    CatalogSettings catalog,
    PossibleTimes possible,
    Enrichments enrichments) {

  public static IngestSettings read(Settings settings) {
    KafkaSourceSettings kafka = KafkaSourceSettings.read(settings, "bidlake-ingest");
    return new IngestSettings(
        kafka,
        EventFormats.read(settings, kafka.kafka()),
        CatalogSettings.read(settings),
        PossibleTimes.read(settings),
        Enrichments.read(settings));
  }
}
