package io.bidlake.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the records of a topic are written. */
public enum TopicFormat {
  /** Avro, in the schema registry's wire format: one event in a record. */
  AVRO,
  /** OpenRTB 2.5 and 2.6 as JSON: any number of documents in a record. */
  OPENRTB_JSON,
  /** Notice URLs, a line each, as a tracker's access log has them. */
  NOTICES;

  /** The topics whose events can be written so. */
  public List<Topic<?>> topics() {
    return switch (this) {
      case AVRO -> Topics.ALL;
      case OPENRTB_JSON -> List.of(Topics.BID_REQUESTS, Topics.BID_RESPONSES);
      case NOTICES -> List.of(Topics.IMPRESSIONS, Topics.CLICKS, Topics.NOTICES);
    };
  }

  /** Whether a topic's events can be written so. */
  public boolean carries(Topic<?> topic) {
    return topics().contains(topic);
  }

  /** The formats in which a topic's events can be written. */
  static List<TopicFormat> of(Topic<?> topic) {
    return Arrays.stream(values()).filter(format -> format.carries(topic)).toList();
  }

  /** As it is written in settings. */
  public String spelled() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
