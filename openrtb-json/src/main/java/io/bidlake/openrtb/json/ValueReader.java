package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonToken;
import io.bidlake.openrtb.json.CompactJsonParser.Usual;
import java.io.IOException;

/** Reads the values that one field of a record can have in JSON. */
abstract class ValueReader {

  private final String path;
  private final String counter;

  /**
   * @param path names from the record of the event to the field, with dots between
   */
  ValueReader(String path) {
    this.path = path;
    this.counter = "unreadable." + path;
  }

  /**
   * Reads the value that the parser is at, to its end. Says in {@link Reading#isGiven} whether
   * there was one.
   *
   * @return null if it is absent, or unreadable and kept elsewhere
   */
  final Object read(Reading in) throws IOException {
    JsonToken token = in.json().currentToken();
    if (token == JsonToken.VALUE_NULL
        || (token == JsonToken.VALUE_STRING && in.json().isEmptyText())) {
      in.given(false);
      return null;
    }
    in.given(true);
    return token.isScalarValue()
        ? scalar(in)
        : token == JsonToken.START_OBJECT ? object(in) : array(in);
  }

  /** Reads a text that is not empty, a number, true or false. */
  Object scalar(Reading in) throws IOException {
    return unreadable(in);
  }

  Object object(Reading in) throws IOException {
    return unreadable(in);
  }

  Object array(Reading in) throws IOException {
    return unreadable(in);
  }

  /** Passes over a value that is none of this field; returns what stands for it. */
  Object unreadable(Reading in) throws IOException {
    in.unreadable(counter);
    return null;
  }

  /** As what a value is read the short way. */
  Usual usual() {
    return Usual.OTHER;
  }

  final String path() {
    return path;
  }

  final String counter() {
    return counter;
  }
}
