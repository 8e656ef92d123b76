package io.bidlake.funnel;

/** What copies of one event have in common. */
record EventKey(String topic, String requestId, String id) {

  static EventKey of(FunnelEvent event) {
    return new EventKey(event.origin().name(), event.requestId.toString(), event.id.toString());
  }
}
