package io.bidlake.aggregation;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.state.EventId;

/** Events as the sources make them; each has an offset of its own. */
final class Events {

  private long nextOffset;

  AggregationEvent request(String id, long time, String country) {
    AggregationEvent event = event(Topics.BID_REQUESTS, id, id, time);
    event.country = country;
    return event;
  }

  AggregationEvent impression(String id, String requestId, long time, double usd, String bidder) {
    AggregationEvent event = event(Topics.IMPRESSIONS, id, requestId, time);
    event.usd = usd;
    event.bidder = bidder;
    return event;
  }

  AggregationEvent unpriced(String id, String requestId, long time, String bidder) {
    AggregationEvent event = impression(id, requestId, time, 0, bidder);
    event.unpriced = "1.0 XXX";
    return event;
  }

  /** The same event once more, from another place in Kafka. */
  AggregationEvent copyOf(AggregationEvent event) {
    AggregationEvent copy =
        event(
            Topics.ALL.get(event.topic),
            event.id.toString(),
            event.requestId.toString(),
            event.time);
    copy.country = event.country;
    copy.bidder = event.bidder;
    copy.usd = event.usd;
    copy.unpriced = event.unpriced;
    copy.ahead = event.ahead;
    return copy;
  }

  static AggregationEvent ahead(AggregationEvent event) {
    event.ahead = true;
    return event;
  }

  private AggregationEvent event(Topic<?> topic, String id, String requestId, long time) {
    AggregationEvent event = new AggregationEvent();
    event.topic = (byte) topic.code();
    event.id = EventId.of(id);
    event.requestId = EventId.of(requestId);
    event.time = time;
    event.partition = 1;
    event.offset = nextOffset++;
    return event;
  }
}
