package io.bidlake.generator.encoding;

import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import java.util.Optional;

/** How all topics are written. */
public enum EventFormat {
  /** As the setting of each says. */
  BY_TOPIC,
  AVRO,
  /** Requests and responses as JSON, all else as lines with the URLs of notices. */
  OPENRTB_JSON;

  /** Format of a topic; nothing where its own setting decides. */
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
