package io.bidlake.openrtb;

import io.bidlake.model.Feed;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.util.Collection;

/**
 * Decodes values of Kafka records that are OpenRTB as JSON: any number of bid requests and bid
 * responses, also compressed. Not thread-safe.
 */
public final class JsonDecoder implements ValueDecoder {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final byte[] NOTHING = {};

  private final Documents documents;

  /**
   * @param topics the topics whose events are taken; what is an event of another is a dead letter
   */
  public JsonDecoder(Feed feed, Collection<String> topics) {
    this.documents = new Documents(feed, topics);
  }

  @Override
  public void decode(byte[] value, long receivedAt, EventOutput out) {
    if (value == null) {
      decode(NOTHING, receivedAt, out);
      return;
    }
    byte[] json = value;
    if (Gunzip.isGzip(value)) {
      try {
        json = Gunzip.inflate(value);
      } catch (IOException e) {
        out.deadLetter(Reason.MALFORMED, "gzip: " + e.getMessage(), whole(value));
        return;
      }
    }
    documents.begin();
    documents.read(json, afterByteOrderMark(json), json.length, true, receivedAt, out);
    if (documents.count() == 0) {
      out.deadLetter(Reason.EMPTY, "the record has no value", whole(value));
    }
  }

  private static SourceDocument whole(byte[] value) {
    return SourceDocument.of(1, value, 0, value.length);
  }

  /** Where JSON begins that may have a byte order mark before it. */
  public static int afterByteOrderMark(byte[] json) {
    for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
      if (json.length <= i || json[i] != BYTE_ORDER_MARK[i]) {
        return 0;
      }
    }
    return BYTE_ORDER_MARK.length;
  }
}
