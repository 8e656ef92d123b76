package io.bidlake.funnel;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.state.EventId;

/** Events of one publisher, all accepted. */
final class TestEvents {

  static final String PUBLISHER = "pub-1";

  private TestEvents() {}

  static FunnelEvent request(String id, long time) {
    FunnelEvent event = event(Topics.BID_REQUESTS, id, id, time);
    event.publisher = PUBLISHER;
    event.accepted = true;
    return event;
  }

  static FunnelEvent response(String request, String id, long time) {
    return event(Topics.BID_RESPONSES, request, id, time);
  }

  static FunnelEvent impression(String request, String response, String id, long time) {
    FunnelEvent event = event(Topics.IMPRESSIONS, request, id, time);
    event.parentId = EventId.of(response);
    return event;
  }

  static FunnelEvent click(String request, String impression, String id, long time) {
    FunnelEvent event = event(Topics.CLICKS, request, id, time);
    event.parentId = EventId.of(impression);
    return event;
  }

  private static FunnelEvent event(Topic<?> topic, String request, String id, long time) {
    FunnelEvent event = new FunnelEvent();
    event.topic = (byte) topic.code();
    event.requestId = EventId.of(request);
    event.id = EventId.of(id);
    event.time = time;
    return event;
  }
}
