package io.bidlake.verify.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.common.base.Utf8;
import io.bidlake.verify.layout.DeadLetterReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON strictly by RFC 8259, with limits of nesting and length. Jackson gets each byte as a
 * character, so that its positions are those of bytes; strings are decoded from the bytes, which
 * must be UTF-8.
 */
final class JsonText {

  static final int LONGEST = 16 << 20;

  private static final int DEEPEST = 1_000;
  private static final int LONGEST_NAME = 50_000;
  private static final Pattern NUMBER =
      Pattern.compile("[-0-9][0-9]*+(?:\\.[0-9]*+)?(?:[eE][+-]?[0-9]*+)?");
  static final JsonFactory ALONE = factory(DEEPEST);
  private static final JsonFactory IN_ARRAY = factory(DEEPEST - 1);

  private final byte[] bytes;
  private final char[] chars;

  JsonText(byte[] bytes) {
    this.bytes = bytes;
    this.chars = new String(bytes, StandardCharsets.ISO_8859_1).toCharArray();
  }

  /** The bytes are not JSON. */
  static final class MalformedException extends FaultException {

    private final int place;

    private MalformedException(int place, String message) {
      super(DeadLetterReason.MALFORMED, message);
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

  /** Reads the value that starts at a position. */
  Json read(int start) throws MalformedException {
    return read(ALONE, start, chars.length);
  }

  /** Reads the array item that starts at a position. */
  Json readItem(int start) throws MalformedException {
    // Jackson requires white space after a number outside of an array.
    Matcher number = NUMBER.matcher(CharBuffer.wrap(chars, start, chars.length - start));
    return read(IN_ARRAY, start, number.lookingAt() ? start + number.end() : chars.length);
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
        if (parser.nextToken() == null) {
          throw new MalformedException(limit, "no value");
        }
        return value(parser, start);
      } catch (JsonProcessingException e) {
        long seen = parser.currentLocation().getCharOffset();
        throw new MalformedException((int) Math.min(limit, start + seen), e.getOriginalMessage());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("characters in memory cannot be read", e);
    }
  }

  /** Reads the value of which the parser has read the first token. */
  private Json value(JsonParser parser, int start) throws IOException, MalformedException {
    int at = place(parser, start);
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, start, at);
      case START_ARRAY -> array(parser, start, at);
      case VALUE_STRING -> {
        parser.finishToken();
        yield new Json.Text(bytes, at, endOfText(at));
      }
      default -> new Json.Literal(bytes, at, at + parser.getTextLength());
    };
  }

  private Json object(JsonParser parser, int start, int at) throws IOException, MalformedException {
    Map<String, Json> members = new LinkedHashMap<>();
    boolean isRepeating = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = name(place(parser, start));
      parser.nextToken();
      Json value = value(parser, start);
      isRepeating |= members.remove(name) != null || value.isRepeating();
      members.put(name, value);
    }
    // A document can contain millions of empty objects and arrays, which share one instance.
    Map<String, Json> kept = members.isEmpty() ? Map.of() : members;
    return new Json.Fields(bytes, at, place(parser, start) + 1, kept, isRepeating);
  }

  private Json array(JsonParser parser, int start, int at) throws IOException, MalformedException {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, start));
    }
    boolean isRepeating = items.stream().anyMatch(Json::isRepeating);
    List<Json> kept = items.isEmpty() ? List.of() : items;
    return new Json.Items(bytes, at, place(parser, start) + 1, kept, isRepeating);
  }

  /** The position of the parser's token. */
  private static int place(JsonParser parser, int start) {
    return start + (int) parser.currentTokenLocation().getCharOffset();
  }

  private String name(int start) throws MalformedException {
    int end = endOfText(start);
    String name =
        Json.Text.unescaped(new String(bytes, start, end - start, StandardCharsets.UTF_8));
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

  private void requireUtf8(int start, int end) throws MalformedException {
    if (!Utf8.isWellFormed(bytes, start, end - start)) {
      ByteBuffer left = ByteBuffer.wrap(bytes, start, end - start);
      StandardCharsets.UTF_8.newDecoder().decode(left, CharBuffer.allocate(end - start), true);
      throw new MalformedException(left.position(), "not UTF-8");
    }
  }
}
