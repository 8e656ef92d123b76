package io.bidlake.ingest;

import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.model.PossibleTimes;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;

/**
 * Settings of the ingest job.
 *
 * @param kafka Kafka sources
 * @param formats formats of the records
 * @param catalog catalog of the tables
 * @param possible range of valid event times
 * @param enrichments reference data with which bid requests are enriched
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
