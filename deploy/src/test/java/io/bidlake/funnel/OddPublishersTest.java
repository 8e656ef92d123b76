package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.deploy.odd.Decoded;
import io.bidlake.deploy.odd.OddEvents;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.verify.enrichment.CurrencyRates;
import io.bidlake.verify.events.Event.Request;
import io.bidlake.verify.events.ReadEvents;
import io.bidlake.verify.kafka.KafkaEntry;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What the funnel counts for odd requests, held against what verify counts. */
class OddPublishersTest {

  private final ReadEvents verify =
      new ReadEvents(0, OddEvents.TIMES, CurrencyRates.read(Optional.empty()));
  private final FunnelEvents.OfRequests requests = new FunnelEvents.OfRequests();

  @Test
  void areThoseThatVerifyCounts() throws UndecodableRecordException {
    try (Decoded decoded = new Decoded()) {
      for (KafkaEntry entry : OddEvents.all()) {
        SpecificRecord record = decoded.of(entry);
        if (record instanceof BidRequest request) {
          Request expected = OddEvents.readBy(verify, entry).request();
          FunnelEvent event = requests.read(request);
          assertThat(event.publisher).as(entry.place()).isEqualTo(expected.publisher());
          assertThat(event.accepted).as(entry.place()).isEqualTo(expected.accepted());
        } else if (record instanceof BidResponse response) {
          assertThat(Bidder.of(response).seats())
              .as(entry.place())
              .containsExactlyInAnyOrderElementsOf(
                  OddEvents.readBy(verify, entry).response().seats());
        }
      }
    }
  }
}
