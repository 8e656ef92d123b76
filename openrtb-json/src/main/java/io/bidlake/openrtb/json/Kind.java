package io.bidlake.openrtb.json;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import org.apache.avro.specific.SpecificRecord;

/** The kinds of objects that are events. */
@SuppressWarnings("ImmutableEnumChecker") // A topic is a record of names and functions.
enum Kind {
  REQUEST(Topics.BID_REQUESTS),
  RESPONSE(Topics.BID_RESPONSES);

  final Topic<? extends SpecificRecord> topic;
  final String words;

  Kind(Topic<? extends SpecificRecord> topic) {
    this.topic = topic;
    this.words = "bid " + topic.event();
  }
}
