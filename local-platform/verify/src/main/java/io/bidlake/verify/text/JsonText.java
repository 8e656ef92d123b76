package io.bidlake.verify.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON strictly by RFC 8259, with limits of nesting and length. Jackson gets each byte as a
 * character, so that its positions are those of bytes; strings are decoded from the bytes, which
 * must be UTF-8.
 */
final class JsonText {

  static final int LONGEST = 16 << 20;

  private static final int DEEPEST = 1_000;
  private static final int LONGEST_NAME = 50_000;
  private static final JsonFactory ALONE = factory(DEEPEST);
  private static final JsonFactory IN_ARRAY = factory(DEEPEST - 1);

  private final byte[] bytes;
  private final char[] chars;

  JsonText(byte[] bytes) {
    this.bytes = bytes;
    this.chars = new String(bytes, StandardCharsets.ISO_8859_1).toCharArray();
  }

  /** The bytes are not JSON. */
  static final class MalformedException extends Exception {

    private final int place;

    private MalformedException(int place, String message) {
      super(message);
      this.place = place;
    }

    /** The position at which the error was detected. */
    int place() {
      return place;
    }
  }

  private static JsonFactory factory(int deepest) {
    return JsonFactory.builder()
        // Names are not cached: a sender could choose names with hash collisions.
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(deepest)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .build())
        .build();
  }

  /** Parses bytes that are a single value, with optional white space around it. */
  static Json only(byte[] bytes) throws MalformedException {
    JsonText whole = new JsonText(bytes);
    int start = Whitespace.skip(bytes, Content.start(bytes), bytes.length);
    Json value = whole.read(start);
    if (Whitespace.skip(whole.bytes, value.end(), whole.bytes.length) < whole.bytes.length) {
      throw new MalformedException(value.end(), "more than one value");
    }
    return value;
  }

  /** Reads the value that starts at a position. */
  Json read(int start) throws MalformedException {
    return read(ALONE, start, chars.length);
  }

  /** Reads the array item that starts at a position. */
  Json readItem(int start) throws MalformedException {
    boolean number = start < chars.length && (chars[start] == '-' || isDigit(start));
    // Jackson requires white space after a number outside of an array.
    return read(IN_ARRAY, start, number ? endOfNumber(start) : chars.length);
  }

  private Json read(JsonFactory factory, int start, int limit) throws MalformedException {
    Json value = parse(factory, start, limit);
    if (value.end() - start > LONGEST) {
      throw new MalformedException(value.end(), "longer than 16 MiB");
    }
    requireUtf8(start, value.end());
    return value;
  }

  private Json parse(JsonFactory factory, int start, int limit) throws MalformedException {
    try (JsonParser parser = factory.createParser(chars, start, limit - start)) {
      try {
        return parse(parser, start, limit);
      } catch (JsonProcessingException e) {
        long seen = parser.currentLocation().getCharOffset();
        throw new MalformedException((int) Math.min(limit, start + seen), e.getOriginalMessage());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("characters in memory cannot be read", e);
    }
  }

  private Json parse(JsonParser parser, int start, int limit)
      throws IOException, MalformedException {
    Deque<Open> open = new ArrayDeque<>();
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new MalformedException(limit, "no value");
      }
      int at = start + (int) parser.currentTokenLocation().getCharOffset();
      Json value = null;
      switch (token) {
        case START_OBJECT -> open.push(new Open(at, new LinkedHashMap<>(), null));
        case START_ARRAY -> open.push(new Open(at, null, new ArrayList<>()));
        case FIELD_NAME -> open.peek().name = name(at);
        case END_OBJECT, END_ARRAY -> value = open.pop().close(bytes, at + 1);
        case VALUE_STRING -> {
          parser.finishToken();
          value = new Json.Text(bytes, at, endOfText(at));
        }
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            value = new Json.Literal(bytes, at, endOfNumber(at));
        case VALUE_FALSE -> value = new Json.Literal(bytes, at, at + 5);
        default -> value = new Json.Literal(bytes, at, at + 4);
      }
      if (value != null && open.isEmpty()) {
        return value;
      }
      if (value != null) {
        open.peek().add(value);
      }
    }
  }

  private String name(int start) throws MalformedException {
    int end = endOfText(start);
    String name = Escapes.resolve(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    if (name.length() > LONGEST_NAME) {
      throw new MalformedException(end, "a name longer than 50,000 characters");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new MalformedException(end, "half of a character in a name");
    }
    return name;
  }

  /** The end of the valid string that starts at a position. */
  private int endOfText(int start) {
    int at = start + 1;
    while (chars[at] != '"') {
      at += chars[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private int endOfNumber(int start) {
    int at = digits(chars[start] == '-' ? start + 1 : start);
    if (at < chars.length && chars[at] == '.') {
      at = digits(at + 1);
    }
    if (at < chars.length && (chars[at] == 'e' || chars[at] == 'E')) {
      boolean signed = at + 1 < chars.length && (chars[at + 1] == '+' || chars[at + 1] == '-');
      at = digits(at + (signed ? 2 : 1));
    }
    return at;
  }

  private int digits(int from) {
    int at = from;
    while (at < chars.length && isDigit(at)) {
      at++;
    }
    return at;
  }

  private boolean isDigit(int at) {
    return chars[at] >= '0' && chars[at] <= '9';
  }

  private void requireUtf8(int start, int end) throws MalformedException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer left = ByteBuffer.wrap(bytes, start, end - start);
    CharBuffer some = CharBuffer.allocate(4096);
    CoderResult result;
    do {
      some.clear();
      result = decoder.decode(left, some, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw new MalformedException(left.position(), "not UTF-8");
    }
  }

  /** An object or array whose end has not been reached. */
  private static final class Open {

    private final int start;
    private final Map<String, Json> members;
    private final List<Json> items;
    private String name;
    private boolean isRepeating;

    private Open(int start, Map<String, Json> members, List<Json> items) {
      this.start = start;
      this.members = members;
      this.items = items;
    }

    private void add(Json value) {
      if (items != null) {
        items.add(value);
      } else {
        isRepeating |= members.remove(name) != null;
        members.put(name, value);
      }
      isRepeating |= value instanceof Json.Fields inner && inner.isRepeating();
      isRepeating |= value instanceof Json.Items inner && inner.isRepeating();
    }

    private Json close(byte[] bytes, int end) {
      // A document can contain millions of empty objects and arrays, which share one instance.
      return items != null
          ? new Json.Items(bytes, start, end, items.isEmpty() ? List.of() : items, isRepeating)
          : new Json.Fields(bytes, start, end, members.isEmpty() ? Map.of() : members, isRepeating);
    }
  }
}
