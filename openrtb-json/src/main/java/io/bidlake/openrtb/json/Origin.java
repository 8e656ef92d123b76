package io.bidlake.openrtb.json;

import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.json.Found.Span;
import io.bidlake.openrtb.json.Found.Time;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.util.Utf8;

/**
 * What an object is taken from: a document, but for a part of it that is taken by itself. Has what
 * the object itself may not tell.
 *
 * @param source the bytes that the document is in
 * @param elsewhere the part that is taken by itself; null for none
 * @param time when it happened; null if nothing tells
 * @param receivedAt when it was received, in ms, which counts if nothing tells when it happened
 * @param requestId id of the request that it answers; null if nothing tells
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
