package io.bidlake.generator.stream;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;

/** What an event tells of. */
@SuppressWarnings("ImmutableEnumChecker") // A topic is a value.
public enum EventKind {
  BID_REQUEST(Topics.BID_REQUESTS),
  BID_RESPONSE(Topics.BID_RESPONSES),
  IMPRESSION(Topics.IMPRESSIONS),
  CLICK(Topics.CLICKS);

  private final Topic<?> topic;

  EventKind(Topic<?> topic) {
    this.topic = topic;
  }

  public Topic<?> topic() {
    return topic;
  }
}
