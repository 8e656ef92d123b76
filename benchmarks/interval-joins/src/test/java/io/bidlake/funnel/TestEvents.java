package io.bidlake.funnel;

import io.bidlake.runtime.EventId;

/** Events of one publisher, all accepted. */
final class TestEvents {

  static final String PUBLISHER = "pub-1";

  private TestEvents() {}

  static FunnelEvent request(String id, long time) {
    FunnelEvent event = event(Stage.REQUEST, id, id, time);
    event.publisher = PUBLISHER;
    event.accepted = true;
    return event;
  }

  static FunnelEvent response(String request, String id, long time) {
    return event(Stage.RESPONSE, request, id, time);
  }

  static FunnelEvent impression(String request, String response, String id, long time) {
    FunnelEvent event = event(Stage.IMPRESSION, request, id, time);
    event.parentId = EventId.of(response);
    return event;
  }

  static FunnelEvent click(String request, String impression, String id, long time) {
    FunnelEvent event = event(Stage.CLICK, request, id, time);
    event.parentId = EventId.of(impression);
    return event;
  }

  private static FunnelEvent event(Stage stage, String request, String id, long time) {
    FunnelEvent event = new FunnelEvent();
    event.topic = (byte) stage.index();
    event.requestId = EventId.of(request);
    event.id = EventId.of(id);
    event.time = time;
    return event;
  }
}
