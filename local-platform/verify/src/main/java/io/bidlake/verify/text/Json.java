package io.bidlake.verify.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A JSON value that knows the bytes in which it was written. */
public abstract sealed class Json {

  private final byte[] bytes;
  private final int start;
  private final int end;

  private Json(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** The value as it is written. */
  public String source() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** Whether it is null. */
  public boolean isNull() {
    return false;
  }

  /** Whether it says nothing: null and the empty text. */
  public boolean isNothing() {
    return isNull();
  }

  /** Whether it says something: not null, the empty text or the empty array. */
  public boolean hasValue() {
    return !isNothing();
  }

  /** The value as it is written, without white space outside of texts. */
  public String compact() {
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

  /** Its bytes. */
  public byte[] payload() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  /** Its bytes, in which null stands in the place of a value within it. */
  public byte[] payloadWithout(Json inner) {
    byte[] nothing = "null".getBytes(StandardCharsets.US_ASCII);
    int before = inner.start - start;
    byte[] payload = new byte[end - start - (inner.end - inner.start) + nothing.length];
    System.arraycopy(bytes, start, payload, 0, before);
    System.arraycopy(nothing, 0, payload, before, nothing.length);
    System.arraycopy(bytes, inner.end, payload, before + nothing.length, end - inner.end);
    return payload;
  }

  @Override
  public String toString() {
    return source();
  }

  /** An object. Of a repeated key it has the last value, in the place of that. */
  public static final class Fields extends Json {

    private final Map<String, Json> members;

    Fields(byte[] bytes, int start, int end, Map<String, Json> members) {
      super(bytes, start, end);
      this.members = members;
    }

    public Map<String, Json> members() {
      return members;
    }

    /** The value of a key; null if that is not there. */
    public Json get(String key) {
      return members.get(key);
    }

    public boolean has(String key) {
      return members.containsKey(key);
    }
  }

  /** An array. */
  public static final class Items extends Json {

    private final List<Json> items;

    Items(byte[] bytes, int start, int end, List<Json> items) {
      super(bytes, start, end);
      this.items = items;
    }

    public List<Json> items() {
      return items;
    }

    @Override
    public boolean hasValue() {
      return !items.isEmpty();
    }
  }

  /** A text. */
  public static final class Text extends Json {

    Text(byte[] bytes, int start, int end) {
      super(bytes, start, end);
    }

    /** The text with its escapes resolved; halves of surrogate pairs stay. */
    public String value() {
      return Escapes.resolve(source());
    }

    @Override
    public boolean isNothing() {
      return super.end - super.start == 2;
    }
  }

  /** A number, true, false or null. */
  public static final class Literal extends Json {

    Literal(byte[] bytes, int start, int end) {
      super(bytes, start, end);
    }

    private char first() {
      return (char) super.bytes[super.start];
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
