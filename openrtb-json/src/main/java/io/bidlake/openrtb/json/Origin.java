package io.bidlake.openrtb.json;

import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.json.Found.Span;
import io.bidlake.openrtb.json.Found.Time;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.util.Utf8;

/**
 * The document that an object comes from, and what is known about the object from outside of it.
 *
 * @param source the bytes that the document is in
 * @param elsewhere a part of the document that becomes an event of its own; null for none
 * @param time when it happened; null if unknown
 * @param receivedAt when it was received, in epoch ms; the event time if {@code time} is unknown
 * @param requestId id of the request that it answers; null if unknown
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Origin(
    int number,
    byte[] source,
    Span document,
    Span elsewhere,
    Time time,
    long receivedAt,
    Utf8 requestId)
    implements SourceDocument {

  /** The same for a part of another text. */
  Origin of(byte[] text, Span part) {
    return new Origin(number, text, part, null, time, receivedAt, requestId);
  }

  @Override
  public byte[] bytes() {
    if (elsewhere == null) {
      return Arrays.copyOfRange(source, document.from(), document.to());
    }
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(source, document.from(), elsewhere.from() - document.from());
    rest.writeBytes("null".getBytes(StandardCharsets.US_ASCII));
    rest.write(source, elsewhere.to(), document.to() - elsewhere.to());
    return rest.toByteArray();
  }
}
