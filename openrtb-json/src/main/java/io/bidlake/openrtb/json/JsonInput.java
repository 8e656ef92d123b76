package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.util.Utf8;

/**
 * Jackson's parser of a JSON value in memory. It also tells places, as indexes of the bytes, and
 * takes texts as the bytes that they are, of which Jackson alone would make characters first.
 */
final class JsonInput extends UTF8StreamJsonParser {

  /** Longest document, and longest text in it, in bytes. */
  static final int LONGEST = 16 << 20;

  private static final int DEEPEST = 1_000;
  private static final Factory VALUES = new Factory(DEEPEST);

  /** Of the elements of an array. */
  private static final Factory ELEMENTS = new Factory(DEEPEST - 1);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_LOWEST_BIT = 0x0101010101010101L;
  private static final long EACH_HIGHEST_BIT = 0x80 * EACH_LOWEST_BIT;

  private final Factory factory;
  private final int start;

  private static final class Factory extends JsonFactory {

    private static final long serialVersionUID = 1L;

    Factory(int deepest) {
      super(
          new JsonFactoryBuilder()
              // Names are the sender's: none may stay in the JVM for good, nor stop it by its hash.
              .disable(Feature.INTERN_FIELD_NAMES)
              .disable(Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
              .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(deepest)
                      .maxStringLength(LONGEST)
                      .maxNumberLength(Integer.MAX_VALUE)
                      .build()));
    }

    IOContext context(byte[] source, int from, int to) {
      return _createContext(_createContentReference(source, from, to - from), true);
    }

    ByteQuadsCanonicalizer names() {
      return _byteSymbolCanonicalizer.makeChild(_factoryFeatures);
    }
  }

  /**
   * Begins a value; what comes after it is not looked at. JSON is UTF-8, by RFC 8259.
   *
   * @param isElement whether it stands in an array, which is a level of nesting
   */
  JsonInput(byte[] source, int from, int to, boolean isElement) {
    this(isElement ? ELEMENTS : VALUES, source, from, to);
  }

  private JsonInput(Factory factory, byte[] source, int from, int to) {
    super(
        factory.context(source, from, to),
        factory.getParserFeatures(),
        null,
        null,
        factory.names(),
        source,
        from,
        to,
        0,
        false);
    this.factory = factory;
    this.start = from;
  }

  /** Begins the same value again. */
  JsonInput again() throws IOException {
    close();
    JsonInput again = new JsonInput(factory, _inputBuffer, start, _inputEnd);
    again.nextToken();
    return again;
  }

  /** Where the parser's token begins. */
  int tokenStart() {
    return start + (int) _tokenInputTotal - 1;
  }

  /** How far the parser has read. */
  int position() {
    return _inputPtr;
  }

  /** Passes over the rest of the token's value, and returns where it ends. */
  int skip() throws IOException {
    skipChildren();
    finishToken();
    return _inputPtr;
  }

  /** Passes over all that is left of the value. */
  void skipAll() throws IOException {
    while (!getParsingContext().inRoot()) {
      nextToken();
    }
  }

  /** The members of the object that the parser is at, by number, whose key comes again later. */
  BitSet superseded() throws IOException {
    BitSet superseded = new BitSet();
    Map<String, Integer> last = new HashMap<>();
    try (JsonInput ahead = new JsonInput(_inputBuffer, tokenStart(), _inputEnd, false)) {
      ahead.nextToken();
      int number = 0;
      for (String name = ahead.nextFieldName(); name != null; name = ahead.nextFieldName()) {
        Integer earlier = last.put(name, number++);
        if (earlier != null) {
          superseded.set(earlier);
        }
        ahead.nextToken();
        ahead.skipChildren();
      }
    }
    return superseded;
  }

  /** The bytes between two places as they are, which must be UTF-8. */
  Utf8 source(int from, int to) {
    return new Utf8(Arrays.copyOfRange(_inputBuffer, from, to));
  }

  /** The JSON between two places without white space outside of its texts. */
  Utf8 compact(int from, int to) {
    byte[] copy = new byte[to - from];
    int length = 0;
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      byte next = _inputBuffer[i];
      if (!quoted && next <= ' ' && next >= 0) {
        continue;
      }
      copy[length++] = next;
      if (next == '\\') {
        copy[length++] = _inputBuffer[++i];
      } else if (next == '"') {
        quoted = !quoted;
      }
    }
    return new Utf8(Arrays.copyOf(copy, length));
  }

  /** Whether the token is a text without a character. */
  boolean isEmptyText() throws IOException {
    return _currToken == JsonToken.VALUE_STRING
        && (_tokenIncomplete && _inputPtr < _inputEnd
            ? _inputBuffer[_inputPtr] == '"'
            : getTextLength() == 0);
  }

  /** The text of a token that is a scalar, without NUL: numbers and words as they are written. */
  String string() throws IOException {
    return getText().replace('\0', '\uFFFD');
  }

  /** The same, as tables can hold it. Ends the token: it cannot be read again. */
  Utf8 text() throws IOException {
    Utf8 text = _tokenIncomplete ? plainText() : null;
    return text == null ? text(getText()) : text;
  }

  /** A text as tables can hold it: no NUL, and a question mark for half of a character. */
  static Utf8 text(String text) {
    return new Utf8(text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes of the text that the parser is at; null if they are not all there is to it. */
  private Utf8 plainText() {
    int end = _inputPtr;
    long others = 0;
    while (true) {
      if (end > _inputEnd - Long.BYTES) {
        return null;
      }
      // Eight at a time: is there a quote, a backslash or a control character?
      long eight = (long) LONGS.get(_inputBuffer, end);
      long quote = eight ^ ('"' * EACH_LOWEST_BIT);
      long backslash = eight ^ ('\\' * EACH_LOWEST_BIT);
      long stops =
          (((quote - EACH_LOWEST_BIT) & ~quote)
                  | ((backslash - EACH_LOWEST_BIT) & ~backslash)
                  | ((eight - ' ' * EACH_LOWEST_BIT) & ~eight))
              & EACH_HIGHEST_BIT;
      if (stops != 0) {
        int bits = Long.numberOfTrailingZeros(stops) & -Byte.SIZE;
        others |= eight & ((1L << bits) - 1);
        end += bits / Byte.SIZE;
        break;
      }
      others |= eight;
      end += Long.BYTES;
    }
    int from = _inputPtr;
    boolean isAscii = (others & EACH_HIGHEST_BIT) == 0;
    if (_inputBuffer[end] != '"' || !(isAscii || isUtf8(_inputBuffer, from, end))) {
      return null;
    }
    _inputPtr = end + 1;
    _tokenIncomplete = false;
    return source(from, end);
  }

  /** Whether bytes of JSON are UTF-8. */
  static boolean isUtf8(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (at <= to - Long.BYTES && ((long) LONGS.get(bytes, at) & EACH_HIGHEST_BIT) == 0) {
        at += Long.BYTES;
      } else if (bytes[at] >= 0) {
        at++;
      } else {
        int others = at;
        while (at < to && bytes[at] < 0) {
          at++;
        }
        if (!com.google.common.base.Utf8.isWellFormed(bytes, others, at - others)) {
          return false;
        }
      }
    }
    return true;
  }
}
