package io.bidlake.verify.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A JSON value with its source bytes. */
public abstract sealed class Json {

  private final byte[] bytes;
  private final int start;
  private final int end;
  private final boolean isRepeating;

  private Json(byte[] bytes, int start, int end, boolean isRepeating) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.isRepeating = isRepeating;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** The source text of the value. */
  public String source() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** Whether a key of an object is repeated, which may be inside it. */
  public boolean isRepeating() {
    return isRepeating;
  }

  /** Whether it is JSON null. */
  public boolean isNull() {
    return false;
  }

  /** Whether it is null or the empty string. */
  public boolean isNothing() {
    return isNull();
  }

  /** Whether it is not null, the empty string or the empty array. */
  public boolean hasValue() {
    return !isNothing();
  }

  /** The source text of the value, without white space outside of strings. */
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

  /** A copy of its source bytes. */
  public byte[] payload() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  /** A copy of its source bytes, with a value inside it replaced by null. */
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

  /** An object. For a repeated key it has the last value, at the last position. */
  public static final class Fields extends Json {

    private final Map<String, Json> members;

    Fields(byte[] bytes, int start, int end, Map<String, Json> members, boolean isRepeating) {
      super(bytes, start, end, isRepeating);
      this.members = members;
    }

    public Map<String, Json> members() {
      return members;
    }

    /** The value of a key; null if it is absent. */
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

    Items(byte[] bytes, int start, int end, List<Json> items, boolean isRepeating) {
      super(bytes, start, end, isRepeating);
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

  /** A string. */
  public static final class Text extends Json {

    Text(byte[] bytes, int start, int end) {
      super(bytes, start, end, false);
    }

    /** The string with its escape sequences resolved; unpaired surrogates are kept. */
    public String value() {
      return unescaped(source());
    }

    /** Returns the value of a valid JSON string that is given with its quotation marks. */
    static String unescaped(String quoted) {
      StringBuilder text = new StringBuilder(quoted.length());
      int last = quoted.length() - 1;
      for (int i = 1; i < last; i++) {
        char c = quoted.charAt(i);
        if (c != '\\') {
          text.append(c);
          continue;
        }
        char escape = quoted.charAt(++i);
        switch (escape) {
          case 'b' -> text.append('\b');
          case 'f' -> text.append('\f');
          case 'n' -> text.append('\n');
          case 'r' -> text.append('\r');
          case 't' -> text.append('\t');
          case 'u' -> {
            text.append((char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16));
            i += 4;
          }
          default -> text.append(escape);
        }
      }
      return text.toString();
    }

    @Override
    public boolean isNothing() {
      return super.end - super.start == 2;
    }
  }

  /** A number, true, false or null. */
  public static final class Literal extends Json {

    Literal(byte[] bytes, int start, int end) {
      super(bytes, start, end, false);
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
