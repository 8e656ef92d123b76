package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.bidlake.openrtb.json.Found.Span;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.avro.util.Utf8;

/** Builds JSON text from parts. */
final class JsonBytes {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds JSON, in ASCII. */
  JsonBytes raw(String json) {
    bytes.writeBytes(json.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** Adds JSON. */
  JsonBytes raw(byte[] source, Span json) {
    bytes.write(source, json.from(), json.to() - json.from());
    return this;
  }

  /** Adds a text in quotes. */
  JsonBytes text(String text) {
    bytes.write('"');
    bytes.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(wholeCharacters(text)));
    bytes.write('"');
    return this;
  }

  /** Replaces unpaired surrogates, which have no UTF-8 encoding. */
  private static String wholeCharacters(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  Utf8 toUtf8() {
    return new Utf8(bytes.toByteArray());
  }
}
