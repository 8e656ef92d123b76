package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import io.bidlake.openrtb.Content;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.util.Utf8;

/** Jackson's parser at a place in the bytes of a JSON value. */
final class JsonInput extends CompactJsonParser {

  /** Longest document and longest text, in bytes. */
  static final int LONGEST = 16 << 20;

  /** The buffers of a parser that has read such a value, in bytes, are not kept. */
  private static final int LARGE = 1 << 16;

  private static final int DEEPEST = 1_000;
  private static final Factory VALUES = new Factory(DEEPEST);

  /** For the elements of an array, which are one level deeper. */
  private static final Factory ELEMENTS = new Factory(DEEPEST - 1);

  /** Names stay in a parser's table: as many values are read before they are forgotten. */
  private static final int MOST_VALUES = 1_000;

  private static final byte[] NOTHING = {};

  private final Factory factory;
  private int values;

  private static final class Factory extends JsonFactory {

    private static final long serialVersionUID = 1L;

    Factory(int deepest) {
      super(
          new JsonFactoryBuilder()
              // Senders choose the names: they must not fill the JVM's string table or collide on
              // purpose.
              .disable(Feature.INTERN_FIELD_NAMES)
              .disable(Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
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
   * Starts a value; what follows it is ignored. JSON is UTF-8 (RFC 8259).
   *
   * @param isElement whether it is an element of an array, which is a level of nesting
   */
  JsonInput(byte[] source, int from, int to, boolean isElement) {
    this(factory(isElement), source, from, to);
  }

  private JsonInput(Factory factory, byte[] source, int from, int to) {
    super(
        factory.context(source, from, to),
        factory.getParserFeatures(),
        factory.names(),
        source,
        from,
        to);
    this.factory = factory;
  }

  /**
   * Starts another value with the same parser.
   *
   * @param isElement whether it is an element of an array, which is a level of nesting
   * @return false if it needs another parser
   */
  boolean restart(byte[] source, int from, int to, boolean isElement) {
    if (!isAtEnd() || factory != factory(isElement) || ++values == MOST_VALUES) {
      return false;
    }
    restart(source, from, to);
    return true;
  }

  /** Lets go of the bytes, and of the parser's buffers unless it can soon start another value. */
  void rest() throws IOException {
    if (isAtEnd() && _inputPtr - start() < LARGE) {
      _inputBuffer = NOTHING;
    } else {
      close();
    }
  }

  private static Factory factory(boolean isElement) {
    return isElement ? ELEMENTS : VALUES;
  }

  /** Starts the same value again. */
  JsonInput again() throws IOException {
    close();
    JsonInput again = new JsonInput(factory, _inputBuffer, start(), _inputEnd);
    again.nextToken();
    return again;
  }

  /** How far the parser has read. */
  int position() {
    return _inputPtr;
  }

  /** Skips the rest of the token's value, and returns where it ends. */
  int skip() throws IOException {
    skipChildren();
    finishToken();
    return _inputPtr;
  }

  /** Whether the array whose start the parser is at has no element. */
  boolean isEmptyArray() {
    int at = _inputPtr;
    while (at < _inputEnd && Content.isBlank(_inputBuffer[at])) {
      at++;
    }
    return at < _inputEnd && _inputBuffer[at] == ']';
  }

  /** Skips the rest of the value. */
  void skipAll() throws IOException {
    while (!getParsingContext().inRoot()) {
      nextToken();
    }
  }

  /** Numbers of the members of the current object whose key is repeated later. */
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

  /** The JSON between two places, without white space outside of texts. */
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
}
