package io.bidlake.aggregation;

import io.bidlake.domain.CurrencyRates;
import io.bidlake.model.CountingRules;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.kafka.EventTimeSettings;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;
import java.time.Duration;

/**
 * Settings of the aggregation job.
 *
 * @param kafka where the events come from
 * @param formats how their records are written
 * @param catalog where the tables are
 * @param eventTime how the job tells the time
 * @param rates what currencies are worth
 * @param requestWithin how long after its request an impression can happen
 */
public record AggregationSettings(
    KafkaSourceSettings kafka,
    EventFormats formats,
    CatalogSettings catalog,
    EventTimeSettings eventTime,
    CurrencyRates rates,
    Duration requestWithin) {

  public static AggregationSettings read(Settings settings) {
    KafkaSourceSettings kafka = KafkaSourceSettings.read(settings, AggregationJob.NAME);
    return new AggregationSettings(
        kafka,
        EventFormats.read(settings, kafka.kafka()),
        CatalogSettings.read(settings),
        EventTimeSettings.read(settings),
        CurrencyRates.read(settings),
        CountingRules.REQUEST_WITHIN.read(settings));
  }
}
