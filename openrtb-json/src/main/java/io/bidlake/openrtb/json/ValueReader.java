package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the JSON values of one field. */
abstract class ValueReader {

  /**
   * Reads the value that the parser is at, to its end. {@link Reading#isGiven} then tells whether
   * there was a value.
   *
   * @return null if it is absent, or unreadable and kept in {@code unmapped}
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

  /** Skips a value that the field cannot hold; returns the value that replaces it. */
  Object unreadable(Reading in) throws IOException {
    in.unreadable();
    return null;
  }

  /** The form in which the value is written most often. */
  Usual usual() {
    return Usual.OTHER;
  }
}
