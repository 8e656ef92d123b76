package io.bidlake.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Formats of the records of a topic. */
public enum TopicFormat {
  /** Avro in the wire format of the schema registry: one event per record. */
  AVRO,
  /** OpenRTB 2.5 or 2.6 as JSON: any number of documents per record. */
  OPENRTB_JSON,
  /** Notice URLs, one per line, as in the access log of a tracker. */
  NOTICES;

  /** Returns the topics whose events can have this format. */
  public List<Topic<?>> topics() {
    return switch (this) {
      case AVRO -> Topics.ALL;
      case OPENRTB_JSON -> List.of(Topics.BID_REQUESTS, Topics.BID_RESPONSES);
      case NOTICES -> List.of(Topics.IMPRESSIONS, Topics.CLICKS, Topics.NOTICES);
    };
  }

  /** Returns whether the events of a topic can have this format. */
  public boolean carries(Topic<?> topic) {
    return topics().contains(topic);
  }

  /** Returns the formats that the events of a topic can have. */
  static List<TopicFormat> of(Topic<?> topic) {
    return Arrays.stream(values()).filter(format -> format.carries(topic)).toList();
  }

  /** Returns the format as settings write it. */
  public String spelled() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
