package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.deploy.odd.Decoded;
import io.bidlake.deploy.odd.OddEvents;
import io.bidlake.domain.CurrencyRates;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Impression;
import io.bidlake.model.Topics;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.settings.Settings;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Outcome;
import io.bidlake.verify.events.ReadEvents;
import io.bidlake.verify.kafka.KafkaEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What the aggregates count for odd events, held against what verify counts. */
class OddKeysTest {

  private final ReadEvents verify =
      new ReadEvents(
          0, OddEvents.TIMES, io.bidlake.verify.enrichment.CurrencyRates.read(Optional.empty()));
  private final AggregationEvents.OfImpressions impressions =
      new AggregationEvents.OfImpressions(CurrencyRates.read(Settings.of(List.of(), Map.of())));

  @Test
  void areThoseThatVerifyCounts() throws UndecodableRecordException {
    try (Decoded decoded = new Decoded()) {
      for (KafkaEntry entry : OddEvents.all()) {
        SpecificRecord record = decoded.of(entry);
        Event expected = OddEvents.readBy(verify, entry);
        if (record instanceof BidRequest request) {
          AggregationEvent event = AggregationEvents.ofRequest(request);
          event.identify(Topics.BID_REQUESTS, request);
          assertThat(event.requestId).as(entry.place()).hasToString(expected.requestId());
          assertThat(event.country).as(entry.place()).isEqualTo(expected.request().country());
        } else if (record instanceof Impression impression) {
          AggregationEvent event = impressions.read(impression);
          event.identify(Topics.IMPRESSIONS, impression);
          assertThat(event.requestId).as(entry.place()).hasToString(expected.requestId());
          assertThat(event.id).as(entry.place()).hasToString(expected.id());
          Outcome outcome = expected.outcome();
          assertThat(event.bidder)
              .as(entry.place())
              .isEqualTo(Objects.requireNonNullElse(outcome.bidder(), "UNKNOWN"));
          assertThat(event.unpriced == null).as(entry.place()).isEqualTo(outcome.isPriced());
          if (event.unpriced == null) {
            assertThat(event.usd).as(entry.place()).isEqualTo(outcome.usd());
          }
        }
      }
    }
  }
}
