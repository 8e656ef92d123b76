package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Topics;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.state.EventId;
import io.bidlake.testing.SampleEvents;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class FunnelEventsTest {

  private final FunnelEvents.OfRequests requests = new FunnelEvents.OfRequests();

  @Test
  void readsARequestWithItsPublisher() {
    FunnelEvent event = requests.read(SampleEvents.request("r"));

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

    request.getSite().getPublisher().setId(new Utf8(" "));
    assertThat(requests.read(request).publisher).isNull();

    request.getSite().getPublisher().setId(new Utf8("x".repeat(100_000)));
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
  void keepsNoMoreOfTheSeatsThanABidderNeeds() {
    String[] many = IntStream.range(0, 17).mapToObj(i -> "seat-" + i).toArray(String[]::new);

    assertThat(read(SampleEvents.response("p", "r", many)).bidder.seats()).isEmpty();
    assertThat(read(SampleEvents.response("p", "r", "x".repeat(257), " ")).bidder.seats())
        .isEmpty();
    assertThat(read(SampleEvents.response("p", "r", "x".repeat(257), "a")).bidder.seats())
        .containsExactly("", "a");
  }

  @Test
  void readsOfAResponseItsSeats() {
    FunnelEvent event = read(SampleEvents.response("p", "r", "seat-2", "seat-1", "seat-2"));

    assertThat(event.parentId).isNull();
    assertThat(event.bidder).isEqualTo(new Bidder(List.of("seat-1", "seat-2"), EventId.EMPTY));
  }

  @Test
  void tellsResponsesWithoutSeatApartByTheIdsOfTheirBids() {
    Bidder one = read(withoutSeat("a", "b")).bidder;

    assertThat(one.seats()).isEmpty();
    assertThat(read(withoutSeat("a", "b")).bidder).isEqualTo(one);
    assertThat(read(withoutSeat("ab")).bidder).isNotEqualTo(one);
    assertThat(read(withoutSeat("a:b")).bidder).isNotEqualTo(one);
    assertThat(read(withoutSeat()).bidder).isNotEqualTo(one);
  }

  @Test
  void keepsOneSeatForBidsWithoutSeatBesideOthers() {
    BidResponse response = SampleEvents.response("p", "r", "seat-1", "seat-2");
    response.getSeatbid().get(0).setSeat(null);

    assertThat(read(response).bidder).isEqualTo(new Bidder(List.of("", "seat-2"), EventId.EMPTY));
  }

  private static FunnelEvent read(BidResponse response) {
    return FunnelEvents.below(Topics.BID_RESPONSES).read(response);
  }

  private static BidResponse withoutSeat(String... bids) {
    BidResponse response = SampleEvents.response("", "r", bids);
    for (int i = 0; i < bids.length; i++) {
      response.getSeatbid().get(i).setSeat(i == 0 ? null : new Utf8(""));
      response.getSeatbid().get(i).getBid().get(0).setId(new Utf8(bids[i]));
    }
    return response;
  }

  @Test
  void readsOfAnImpressionItsResponse() {
    FunnelEvent event =
        FunnelEvents.below(Topics.IMPRESSIONS).read(SampleEvents.impression("i", "r"));

    assertThat(event.parentId).isEqualTo(EventId.of("response-of-r"));
    assertThat(event.bidder.seats()).containsExactly("seat-1");
  }

  @Test
  void readsOfAClickItsImpression() {
    FunnelEvent event = FunnelEvents.below(Topics.CLICKS).read(SampleEvents.click("c", "i", "r"));

    assertThat(event.parentId).isEqualTo(EventId.of("i"));
    assertThat(event.bidder).isNull();
  }

  @Test
  void saysWhatATableWouldHaveUsed() {
    FunnelEvent request = requests.read(SampleEvents.request("r"));
    FunnelEvent response = new FunnelEvent();
    response.id = EventId.of("p");
    FunnelEvent click = new FunnelEvent();
    click.parentId = EventId.of("i");

    assertThat(request.payload(Topics.BID_REQUESTS))
        .isEqualTo("{\"publisher_id\":\"pub-1\",\"accepted\":true}");
    assertThat(response.payload(Topics.BID_RESPONSES)).isEqualTo("{\"response_id\":\"p\"}");
    assertThat(TestEvents.ofSeats(response, "a", "b").payload(Topics.BID_RESPONSES))
        .isEqualTo("{\"response_id\":\"p\",\"seats\":[\"a\",\"b\"]}");
    assertThat(click.payload(Topics.CLICKS)).isEqualTo("{\"impression_id\":\"i\"}");
  }
}
