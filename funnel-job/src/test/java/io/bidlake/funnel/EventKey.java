package io.bidlake.funnel;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;

/** What copies of one event have in common; {@code seats} of a response, as its payload says. */
record EventKey(String topic, String requestId, String id, String seats) {

  EventKey(String topic, String requestId, String id) {
    this(topic, requestId, id, "");
  }

  static EventKey of(FunnelEvent event) {
    Topic<?> topic = Topics.FUNNEL.get(event.topic);
    return of(topic.name(), event.requestId.toString(), event.id.toString(), event.payload(topic));
  }

  static EventKey of(String topic, String requestId, String id, String payload) {
    int seats = topic.equals(Topics.BID_RESPONSES.name()) ? payload.indexOf("\"seats\"") : -1;
    return new EventKey(topic, requestId, id, seats < 0 ? "" : payload.substring(seats));
  }
}
