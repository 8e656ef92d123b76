package io.bidlake.generator.encoding;

import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import java.util.Optional;

/** The format of all topics. */
public enum EventFormat {
  /** Each topic has the format of its own setting. */
  BY_TOPIC,
  AVRO,
  /** Requests and responses as JSON, other events as lines with notice URLs. */
  OPENRTB_JSON;

  /** Returns the format of a topic; empty if its own setting applies. */
  public Optional<TopicFormat> of(Topic<?> topic) {
    return switch (this) {
      case BY_TOPIC -> Optional.empty();
      case AVRO -> Optional.of(TopicFormat.AVRO);
      case OPENRTB_JSON -> Optional.of(textOf(topic));
    };
  }

  static TopicFormat textOf(Topic<?> topic) {
    return TopicFormat.OPENRTB_JSON.carries(topic) ? TopicFormat.OPENRTB_JSON : TopicFormat.NOTICES;
  }
}
