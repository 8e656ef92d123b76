package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.runtime.EventId;
import io.bidlake.testing.SampleEvents;
import org.junit.jupiter.api.Test;

class FunnelEventsTest {

  private final FunnelEvents.OfRequests requests = new FunnelEvents.OfRequests();

  @Test
  void readsARequestWithItsPublisher() {
    FunnelEvent event = requests.read(SampleEvents.request("r"));

    assertThat(event.requestId).isEqualTo(EventId.of("r"));
    assertThat(event.id).isEqualTo(EventId.of("r"));
    assertThat(event.publisher).isEqualTo("pub-1");
    assertThat(event.accepted).isTrue();
    assertThat(event.parentId).isNull();
  }

  @Test
  void readsThePublisherOfAnApp() {
    BidRequest request = SampleEvents.request("r");
    request.setSite(null);
    request.setApp(SampleEvents.app("pub-2"));

    assertThat(requests.read(request).publisher).isEqualTo("pub-2");
  }

  @Test
  void leavesThePublisherOutThatARequestDoesNotName() {
    BidRequest request = SampleEvents.request("r");
    request.getSite().getPublisher().setId(null);
    assertThat(requests.read(request).publisher).isNull();

    request.getSite().setPublisher(null);
    assertThat(requests.read(request).publisher).isNull();

    request.setSite(null);
    FunnelEvent event = requests.read(request);
    assertThat(event.publisher).isNull();
    assertThat(event.accepted).isTrue();
  }

  @Test
  void judgesEachRequestByItself() {
    BidRequest test = SampleEvents.request("r");
    test.setTest(1);

    assertThat(requests.read(test).accepted).isFalse();
    assertThat(requests.read(SampleEvents.request("q")).accepted).isTrue();
    assertThat(requests.read(SampleEvents.request("")).accepted).isFalse();
  }

  @Test
  void readsAResponse() {
    FunnelEvent event = FunnelEvents.ofResponse(SampleEvents.response("p", "r"));

    assertThat(event.requestId).isEqualTo(EventId.of("r"));
    assertThat(event.id).isEqualTo(EventId.of("p"));
    assertThat(event.parentId).isNull();
  }

  @Test
  void readsAnImpressionWithItsResponse() {
    FunnelEvent event = FunnelEvents.ofImpression(SampleEvents.impression("i", "r"));

    assertThat(event.requestId).isEqualTo(EventId.of("r"));
    assertThat(event.id).isEqualTo(EventId.of("i"));
    assertThat(event.parentId).isEqualTo(EventId.of("response-of-r"));
  }

  @Test
  void readsAClickWithItsImpression() {
    FunnelEvent event = FunnelEvents.ofClick(SampleEvents.click("c", "i", "r"));

    assertThat(event.requestId).isEqualTo(EventId.of("r"));
    assertThat(event.id).isEqualTo(EventId.of("c"));
    assertThat(event.parentId).isEqualTo(EventId.of("i"));
  }
}
