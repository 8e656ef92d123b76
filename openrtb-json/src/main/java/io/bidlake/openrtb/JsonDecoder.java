package io.bidlake.openrtb;

import io.bidlake.model.Feed;
import io.bidlake.openrtb.json.Documents;
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
    documents.decode(value, receivedAt, out);
  }
}
