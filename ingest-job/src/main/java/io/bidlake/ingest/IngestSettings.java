package io.bidlake.ingest;

import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.CatalogSettings;
import io.bidlake.runtime.CurrencyRates;
import io.bidlake.runtime.KafkaSettings;
import io.bidlake.settings.Settings;

/**
 * Settings of the ingest job.
 *
 * @param kafka where the events come from
 * @param registry where their schemas are
 * @param catalog where the tables are
 * @param rates what currencies are worth
 */
public record IngestSettings(
    KafkaSettings kafka, RegistrySettings registry, CatalogSettings catalog, CurrencyRates rates) {

  public static IngestSettings read(Settings settings) {
    return new IngestSettings(
        KafkaSettings.read(settings, "bidlake-ingest"),
        RegistrySettings.read(settings),
        CatalogSettings.read(settings),
        CurrencyRates.read(settings));
  }
}
