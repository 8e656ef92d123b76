package io.bidlake.ingest;

import io.bidlake.domain.Enrichments;
import io.bidlake.model.PossibleTimes;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;

/**
 * Settings of the ingest job.
 *
 * @param kafka where the events come from
 * @param registry where their schemas are
 * @param catalog where the tables are
 * @param possible which times an event can have happened at
 * @param enrichments what bid requests are enriched with
 */
public record IngestSettings(
    KafkaSourceSettings kafka,
    RegistrySettings registry,
    CatalogSettings catalog,
    PossibleTimes possible,
    Enrichments enrichments) {

  public static IngestSettings read(Settings settings) {
    return new IngestSettings(
        KafkaSourceSettings.read(settings, "bidlake-ingest"),
        RegistrySettings.read(settings),
        CatalogSettings.read(settings),
        PossibleTimes.read(settings),
        Enrichments.read(settings));
  }
}
