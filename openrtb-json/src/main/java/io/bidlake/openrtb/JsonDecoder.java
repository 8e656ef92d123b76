package io.bidlake.openrtb;

import io.bidlake.model.Feed;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.tables.DeadLetter.Reason;
import java.util.Collection;

/**
 * Decodes Kafka record values of OpenRTB JSON: any number of bid requests and bid responses,
 * optionally compressed. Not thread-safe.
 */
public final class JsonDecoder implements ValueDecoder {

  private final Documents documents;

  /**
   * @param topics the topics whose events are decoded; events of other topics are dead letters
   */
  public JsonDecoder(Feed feed, Collection<String> topics) {
    this.documents = new Documents(feed, topics);
  }

  @Override
  public void decode(byte[] value, long receivedAt, EventOutput out) {
    byte[] json = Content.of(value, out);
    if (json == null) {
      return;
    }
    documents.begin();
    documents.read(json, Content.start(json, 0, json.length), json.length, true, receivedAt, out);
    if (documents.count() == 0) {
      out.deadLetter(Reason.EMPTY, "the record has no value", Content.whole(value));
    }
  }
}
