package io.bidlake.aggregation;

import io.bidlake.domain.CurrencyRates;
import io.bidlake.domain.reference.Reference;
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
 * @param kafka Kafka sources
 * @param formats formats of the records
 * @param catalog catalog of the tables
 * @param eventTime event time
 * @param rates exchange rates of currencies
 * @param requestWithin maximum time from a request to its impression
 */
public record AggregationSettings(
    KafkaSourceSettings kafka,
    EventFormats formats,
    CatalogSettings catalog,
    EventTimeSettings eventTime,
    Reference<CurrencyRates> rates,
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
