package io.bidlake.funnel;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import io.bidlake.model.Publisher;
import io.bidlake.runtime.EventId;
import io.bidlake.runtime.EventReader;
import io.bidlake.runtime.traffic.TrafficQuality;
import org.apache.avro.util.Utf8;

/** Takes out of each event what the funnel needs. */
final class FunnelEvents {

  private FunnelEvents() {}

  /** Requests, judged as for {@code bid_requests}. */
  static final class OfRequests implements EventReader<BidRequest, FunnelEvent> {

    private final TrafficQuality quality = new TrafficQuality();

    @Override
    public FunnelEvent read(BidRequest request) {
      FunnelEvent event = event(request.getId(), request.getId());
      Publisher publisher = TrafficQuality.publisherOf(request);
      if (publisher != null && publisher.getId() != null) {
        event.publisher = publisher.getId().toString();
      }
      quality.judge(request);
      event.accepted = quality.rejection() == null;
      return event;
    }
  }

  static FunnelEvent ofResponse(BidResponse response) {
    return event(response.getId(), response.getBidid());
  }

  static FunnelEvent ofImpression(Impression impression) {
    FunnelEvent event = event(impression.getRequestId(), impression.getImpressionId());
    event.parentId = EventId.of(impression.getResponseId());
    return event;
  }

  static FunnelEvent ofClick(Click click) {
    FunnelEvent event = event(click.getRequestId(), click.getClickId());
    event.parentId = EventId.of(click.getImpressionId());
    return event;
  }

  private static FunnelEvent event(Utf8 requestId, Utf8 id) {
    FunnelEvent event = new FunnelEvent();
    event.requestId = EventId.of(requestId);
    event.id = EventId.of(id);
    return event;
  }
}
