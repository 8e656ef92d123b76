package io.bidlake.verify.text;

import com.fasterxml.jackson.core.JsonParser;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A JSON value with its source bytes, which are a range of the document's. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public sealed interface Json {

  byte[] bytes();

  int start();

  int end();

  /** The source text of the value. */
  default String source() {
    return new String(bytes(), start(), end() - start(), StandardCharsets.UTF_8);
  }

  /** Whether a key of an object is repeated, which may be inside it. */
  default boolean isRepeating() {
    return false;
  }

  /** Whether it is JSON null. */
  default boolean isNull() {
    return false;
  }

  /** Whether it is null or the empty string. */
  default boolean isNothing() {
    return isNull();
  }

  /** Whether it is not null, the empty string or the empty array. */
  default boolean hasValue() {
    return !isNothing();
  }

  /** The source text of the value, without white space outside of strings. */
  default String compact() {
    StringBuilder compact = new StringBuilder();
    boolean inText = false;
    boolean escaped = false;
    for (char c : source().toCharArray()) {
      if (inText || !Whitespace.is(c)) {
        compact.append(c);
      }
      if (c == '"' && !escaped) {
        inText = !inText;
      }
      escaped = inText && c == '\\' && !escaped;
    }
    return compact.toString();
  }

  /** A copy of its source bytes. */
  default byte[] payload() {
    return Arrays.copyOfRange(bytes(), start(), end());
  }

  /** A copy of its source bytes, with a value inside it replaced by null. */
  default byte[] payloadWithout(Json inner) {
    return Bytes.concat(
        Arrays.copyOfRange(bytes(), start(), inner.start()),
        "null".getBytes(StandardCharsets.US_ASCII),
        Arrays.copyOfRange(bytes(), inner.end(), end()));
  }

  /** An object. For a repeated key it has the last value, at the last position. */
  record Fields(byte[] bytes, int start, int end, Map<String, Json> members, boolean isRepeating)
      implements Json {

    /** The value of a key; null if it is absent. */
    public Json get(String key) {
      return members.get(key);
    }

    public boolean has(String key) {
      return members.containsKey(key);
    }
  }

  /** An array. */
  record Items(byte[] bytes, int start, int end, List<Json> items, boolean isRepeating)
      implements Json {

    @Override
    public boolean hasValue() {
      return !items.isEmpty();
    }
  }

  /** A string. */
  record Text(byte[] bytes, int start, int end) implements Json {

    /** The string with its escape sequences resolved; unpaired surrogates are kept. */
    public String value() {
      return unescaped(source());
    }

    /** Returns the value of a valid JSON string that is given with its quotation marks. */
    static String unescaped(String quoted) {
      if (quoted.indexOf('\\') < 0) {
        return quoted.substring(1, quoted.length() - 1);
      }
      try (JsonParser parser = JsonText.ALONE.createParser(quoted)) {
        return parser.nextTextValue();
      } catch (IOException e) {
        throw new UncheckedIOException("a valid string cannot be read", e);
      }
    }

    @Override
    public boolean isNothing() {
      return end - start == 2;
    }
  }

  /** A number, true, false or null. */
  record Literal(byte[] bytes, int start, int end) implements Json {

    private char first() {
      return (char) bytes[start];
    }

    @Override
    public boolean isNull() {
      return first() == 'n';
    }

    public boolean isBoolean() {
      return first() == 't' || first() == 'f';
    }

    public boolean isNumber() {
      return !isNull() && !isBoolean();
    }
  }
}
