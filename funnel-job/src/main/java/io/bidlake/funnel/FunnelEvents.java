package io.bidlake.funnel;

import io.bidlake.domain.SenderText;
import io.bidlake.domain.TrafficQuality;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Publisher;
import io.bidlake.model.Topic;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.request.EventReader;
import io.bidlake.runtime.state.EventId;
import org.apache.avro.specific.SpecificRecord;

/** Extracts from events what the funnel job needs. */
final class FunnelEvents {

  private FunnelEvents() {}

  /** Reads requests, and accepts or rejects them as for {@code bid_requests}. */
  static final class OfRequests implements EventReader<BidRequest, FunnelEvent> {

    private final TrafficQuality quality = new TrafficQuality();

    @Override
    public FunnelEvent read(BidRequest request) {
      FunnelEvent event = new FunnelEvent();
      Publisher publisher = TrafficQuality.publisherOf(request);
      if (publisher != null) {
        event.publisher = SenderText.key(publisher.getId());
      }
      quality.judge(request);
      event.accepted = quality.rejection() == null;
      return event;
    }
  }

  /**
   * Returns a reader of events below the request. It reads the id of the parent, unless the parent
   * is the request.
   */
  static <T extends SpecificRecord> EventReader<T, FunnelEvent> below(Topic<T> topic) {
    boolean followsRequest = topic.parent().topic().parent() == null;
    Topic.Parent<T> parent = topic.parent();
    return event -> {
      FunnelEvent read = new FunnelEvent();
      if (!followsRequest) {
        read.parentId = EventId.of(parent.id().apply(event));
      }
      read.bidder = Bidder.of(event);
      return read;
    };
  }
}
