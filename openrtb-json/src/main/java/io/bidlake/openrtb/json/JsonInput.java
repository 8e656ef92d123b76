package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.util.Utf8;

/** A place in the bytes of a JSON value, which Jackson's parser has come to. */
final class JsonInput {

  /** Longest document, and longest text in it, in bytes. */
  static final int LONGEST = 16 << 20;

  private static final int DEEPEST = 1_000;
  private static final JsonFactory FACTORY = factory(DEEPEST);

  /** Of the elements of an array. */
  private static final JsonFactory ELEMENTS = factory(DEEPEST - 1);

  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int base;
  private JsonParser parser;
  private byte[] text = new byte[256];

  private static JsonFactory factory(int deepest) {
    return JsonFactory.builder()
        // Names are the sender's: none may stay in the JVM for good, nor stop it by its hash.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        // JSON is UTF-8, by RFC 8259; what is not is a fault.
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(deepest)
                .maxStringLength(LONGEST)
                .maxNumberLength(Integer.MAX_VALUE)
                .build())
        .build();
  }

  /** Goes to the begin of a value; what comes after the value is not looked at. */
  void begin(byte[] source, int from, int to) throws IOException {
    begin(source, from, to, false);
  }

  /**
   * Goes to the begin of a value.
   *
   * @param isElement whether it stands in an array
   */
  void begin(byte[] source, int from, int to, boolean isElement) throws IOException {
    end();
    bytes = source;
    base = from;
    parser = (isElement ? ELEMENTS : FACTORY).createParser(source, from, to - from);
  }

  /** Gives Jackson its buffers back. */
  void end() throws IOException {
    if (parser != null) {
      parser.close();
      parser = null;
    }
  }

  JsonParser parser() {
    return parser;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the parser's token begins. */
  int tokenStart() {
    return base + (int) parser.currentTokenLocation().getByteOffset();
  }

  /** How far the parser has read. */
  int position() {
    return base + (int) parser.currentLocation().getByteOffset();
  }

  /** Passes over the rest of the token's value, and returns where it ends. */
  int skip() throws IOException {
    parser.skipChildren();
    parser.finishToken();
    return position();
  }

  /** The members of the object that the parser is at, by number, whose key comes again later. */
  Set<Integer> superseded() throws IOException {
    Set<Integer> superseded = new HashSet<>();
    Map<String, Integer> last = new HashMap<>();
    int from = tokenStart();
    try (JsonParser ahead = FACTORY.createParser(bytes, from, bytes.length - from)) {
      ahead.nextToken();
      int number = 0;
      for (String name = ahead.nextFieldName(); name != null; name = ahead.nextFieldName()) {
        Integer earlier = last.put(name, number++);
        if (earlier != null) {
          superseded.add(earlier);
        }
        ahead.nextToken();
        ahead.skipChildren();
      }
    }
    return superseded;
  }

  /** The bytes between two places as they are, which must be UTF-8. */
  Utf8 source(int from, int to) {
    byte[] copy = new byte[to - from];
    System.arraycopy(bytes, from, copy, 0, copy.length);
    return new Utf8(copy);
  }

  /** The JSON between two places without white space outside of its texts. */
  Utf8 compact(int from, int to) {
    byte[] copy = new byte[to - from];
    int length = 0;
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      byte next = bytes[i];
      if (!quoted && next <= ' ' && next >= 0) {
        continue;
      }
      copy[length++] = next;
      if (next == '\\') {
        copy[length++] = bytes[++i];
      } else if (next == '"') {
        quoted = !quoted;
      }
    }
    return new Utf8(Arrays.copyOf(copy, length));
  }

  /** The text of a token that is a scalar, without NUL: numbers and words as they are written. */
  String string() throws IOException {
    return parser.getText().replace('\0', '\uFFFD');
  }

  /** The same, as tables can hold it. */
  Utf8 text() throws IOException {
    int length = parser.getTextLength();
    char[] chars = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    if (text.length < length) {
      text = new byte[length];
    }
    for (int i = 0; i < length; i++) {
      char next = chars[offset + i];
      if (next == 0 || next >= 0x80) {
        return text(new String(chars, offset, length));
      }
      text[i] = (byte) next;
    }
    byte[] copy = new byte[length];
    System.arraycopy(text, 0, copy, 0, length);
    return new Utf8(copy);
  }

  /** A text as tables can hold it: no NUL, and a question mark for half of a character. */
  static Utf8 text(String text) {
    return new Utf8(text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8));
  }
}
