package io.bidlake.funnel;

import io.bidlake.model.Topics;

/** What copies of one event have in common. */
record EventKey(String topic, String requestId, String id) {

  static EventKey of(FunnelEvent event) {
    return new EventKey(
        Topics.FUNNEL.get(event.topic).name(), event.requestId.toString(), event.id.toString());
  }
}
