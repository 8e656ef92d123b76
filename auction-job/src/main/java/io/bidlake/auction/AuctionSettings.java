package io.bidlake.auction;

import io.bidlake.domain.CurrencyRates;
import io.bidlake.domain.reference.Reference;
import io.bidlake.model.SpendTopic;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.kafka.EventTimeSettings;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;
import java.util.Optional;

/**
 * Settings of the auction job.
 *
 * @param kafka Kafka sources
 * @param formats formats of the records
 * @param catalog catalog of the tables
 * @param eventTime event time
 * @param rates exchange rates of currencies
 * @param bounds maximum times between the events of an auction
 * @param spend topic of the running totals of {@code serving_by_minute}; empty for none
 */
public record AuctionSettings(
    KafkaSourceSettings kafka,
    EventFormats formats,
    CatalogSettings catalog,
    EventTimeSettings eventTime,
    Reference<CurrencyRates> rates,
    AuctionBounds bounds,
    Optional<String> spend) {

  public static AuctionSettings read(Settings settings) {
    KafkaSourceSettings kafka = KafkaSourceSettings.read(settings, AuctionJob.NAME);
    return new AuctionSettings(
        kafka,
        EventFormats.read(settings, kafka.kafka()),
        CatalogSettings.read(settings),
        EventTimeSettings.read(settings),
        CurrencyRates.read(settings),
        AuctionBounds.read(settings),
        SpendTopic.read(settings, kafka.kafka()));
  }
}
