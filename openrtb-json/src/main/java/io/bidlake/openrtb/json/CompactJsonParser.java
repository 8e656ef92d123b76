package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import io.bidlake.openrtb.NumberText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.avro.util.Utf8;

/**
 * Jackson's parser with a short way for JSON as most programs write it: names that are expected, no
 * white space, texts without escapes, numbers of few digits. What is written in any other way takes
 * Jackson's own way from the same place on, so that both find the same.
 */
class CompactJsonParser extends UTF8StreamJsonParser {

  private static final long EACH_LOWEST_BIT = 0x0101010101010101L;
  private static final long EACH_HIGHEST_BIT = 0x8080808080808080L;

  /** The short way ends so many bytes before the end, and need not look for it at each byte. */
  private static final int MARGIN = 24;

  /** Digits that a double has room for, so that it can be divided exactly. */
  private static final int MOST_DIGITS = 15;

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private final int start;

  /** The number that was read the short way, and where it begins. */
  private int numberStart = -1;

  private long digits;
  private int decimals;

  /** Where the value of the member begins that was looked at last. */
  private int valueStart;

  CompactJsonParser(
      IOContext context,
      int features,
      ByteQuadsCanonicalizer names,
      byte[] source,
      int from,
      int to) {
    super(context, features, null, null, names, source, from, to, 0, false);
    start = from;
  }

  /** Where the parser's token begins. */
  final int tokenStart() {
    return start + (int) _tokenInputTotal - 1;
  }

  /**
   * Whether the next member of an object has this name, and is written the short way. The parser
   * does not go there: {@link #usualValue} and {@link #goToNext} do.
   */
  final boolean isNext(MemberName name) {
    int at = next(JsonToken.START_OBJECT);
    valueStart = at + name.length();
    return at >= 0 && valueStart < _inputEnd - MARGIN && name.isAt(_inputBuffer, at);
  }

  /**
   * Reads the value of the member that {@link #isNext}, if it is as its kind is written most often.
   *
   * @return null, and nothing has changed, if it takes another way
   */
  final Object usualValue(Usual kind) throws IOException {
    return usualValue(valueStart, kind);
  }

  /**
   * Goes to the value of the member that {@link #isNext}.
   *
   * @return false, and nothing has changed, if it takes the other way
   */
  final boolean goToNext() throws IOException {
    return value(valueStart);
  }

  private Object usualValue(int at, Usual kind) throws IOException {
    return switch (kind) {
      case TEXT -> textAt(at);
      case INT -> {
        int end = number(at);
        if (end < 0 || decimals >= 0 || digits > Integer.MAX_VALUE) {
          yield null;
        }
        goTo(JsonToken.VALUE_NUMBER_INT, at, end);
        yield Integer.valueOf(shortInt());
      }
      case DOUBLE -> {
        int end = number(at);
        if (end < 0) {
          yield null;
        }
        goTo(JsonToken.VALUE_NUMBER_FLOAT, at, end);
        yield Double.valueOf(shortDouble());
      }
      case OTHER -> null;
    };
  }

  private Utf8 textAt(int at) throws IOException {
    if (_inputBuffer[at] != '"' || _inputBuffer[at + 1] == '"') {
      return null;
    }
    int end = endOfText(at + 1);
    if (end < 0) {
      return null;
    }
    goTo(JsonToken.VALUE_STRING, at, end + 1);
    return new Utf8(Arrays.copyOfRange(_inputBuffer, at + 1, end));
  }

  /** Makes a value the token, and has it read to its end. */
  private void goTo(JsonToken token, int from, int end) throws IOException {
    _parsingContext.expectComma();
    _tokenInputTotal = from + 1L - start;
    _inputPtr = end;
    _tokenIncomplete = false;
    _updateToken(token);
  }

  /**
   * Reads the next element of an array, if it is as its kind is written most often.
   *
   * @return null, and nothing has changed, if it takes another way, or there is none
   */
  final Object usualElement(Usual kind) throws IOException {
    int at = next(JsonToken.START_ARRAY);
    return at >= 0 && at < _inputEnd - MARGIN ? usualValue(at, kind) : null;
  }

  /** Goes to the end of an object, the short way; if it is not there nothing changes. */
  final boolean endObject() throws IOException {
    return end((byte) '}', JsonToken.END_OBJECT);
  }

  /** Goes to the next element of an array, or to its end. */
  final JsonToken nextElement() throws IOException {
    int at = next(JsonToken.START_ARRAY);
    boolean isShort =
        end((byte) ']', JsonToken.END_ARRAY) || (at >= 0 && at < _inputEnd - MARGIN && value(at));
    return isShort ? _currToken : nextToken();
  }

  /** Where the next member or element begins; -1 if that is not sure. */
  private int next(JsonToken first) {
    if (_currToken == first) {
      return _inputPtr;
    }
    return !_tokenIncomplete && _inputPtr < _inputEnd && _inputBuffer[_inputPtr] == ','
        ? _inputPtr + 1
        : -1;
  }

  private boolean end(byte bracket, JsonToken token) throws IOException {
    if (_tokenIncomplete || _inputPtr >= _inputEnd || _inputBuffer[_inputPtr] != bracket) {
      return false;
    }
    _inputPtr++;
    _parsingContext = _parsingContext.clearAndGetParent();
    _updateToken(token);
    return true;
  }

  /** Goes to the value that begins at a place. */
  private boolean value(int at) throws IOException {
    int end = at + 1;
    JsonToken token;
    switch (_inputBuffer[at]) {
      case '"' -> token = JsonToken.VALUE_STRING;
      case '{' -> token = JsonToken.START_OBJECT;
      case '[' -> token = JsonToken.START_ARRAY;
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-' -> {
        end = number(at);
        if (end < 0) {
          return false;
        }
        token = decimals < 0 ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
      }
      default -> {
        return false;
      }
    }
    goTo(token, at, end);
    _tokenIncomplete = token == JsonToken.VALUE_STRING;
    if (token == JsonToken.START_OBJECT) {
      createChildObjectContext(_currInputRow, at + 1 - _currInputRowStart);
    } else if (token == JsonToken.START_ARRAY) {
      createChildArrayContext(_currInputRow, at + 1 - _currInputRowStart);
    }
    return true;
  }

  /** Reads a number of few digits; returns where it ends, or -1 if it is none. */
  private int number(int at) {
    int first = _inputBuffer[at] == '-' ? at + 1 : at;
    long value = 0;
    int point = -1;
    int i = first;
    for (; i < first + MOST_DIGITS; i++) {
      int digit = _inputBuffer[i] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
      } else if (_inputBuffer[i] == '.' && point < 0) {
        point = i;
      } else {
        break;
      }
    }
    byte next = _inputBuffer[i];
    int whole = (point < 0 ? i : point) - first;
    boolean isNumber =
        (next == ',' || next == '}' || next == ']')
            && (whole == 1 || (whole > 1 && _inputBuffer[first] != '0'))
            && point != i - 1;
    if (!isNumber) {
      return -1;
    }
    numberStart = at;
    digits = value;
    decimals = point < 0 ? -1 : i - point - 1;
    return i;
  }

  /** Whether the token is a number that was read the short way. */
  private boolean isShortNumber() {
    return numberStart == tokenStart();
  }

  private boolean isNegative() {
    return _inputBuffer[numberStart] == '-';
  }

  /** Whether the token is a whole number of so few digits that 32 bits have room for it. */
  final boolean isShortInt() throws IOException {
    return _currToken == JsonToken.VALUE_NUMBER_INT
        && (isShortNumber() ? digits <= Integer.MAX_VALUE : getTextLength() < 10);
  }

  /** Kinds of values that are read the short way. */
  enum Usual {
    TEXT,
    INT,
    DOUBLE,
    OTHER
  }

  /** The number of a token that {@link #isShortInt}. */
  final int shortInt() throws IOException {
    return !isShortNumber() ? getIntValue() : (int) (isNegative() ? -digits : digits);
  }

  /** The finite number that the token is, or the text that it is; empty if that is none. */
  final OptionalDouble finite() throws IOException {
    return isShortNumber() ? OptionalDouble.of(shortDouble()) : NumberText.ofDouble(string());
  }

  private double shortDouble() {
    double number = digits / POWERS[Math.max(0, decimals)];
    return isNegative() ? -number : number;
  }

  /** Whether the token is a text without a character. */
  final boolean isEmptyText() throws IOException {
    if (_currToken != JsonToken.VALUE_STRING) {
      return false;
    }
    boolean isUnread = _tokenIncomplete && _inputPtr < _inputEnd;
    return isUnread ? _inputBuffer[_inputPtr] == '"' : getTextLength() == 0;
  }

  /** The text of a token that is a scalar, without NUL: numbers and words as they are written. */
  final String string() throws IOException {
    return isShortNumber()
        ? new String(
            _inputBuffer, numberStart, _inputPtr - numberStart, StandardCharsets.ISO_8859_1)
        : getText().replace('\0', '\uFFFD');
  }

  /** The same, as tables can hold it. Ends the token: it cannot be read again. */
  final Utf8 text() throws IOException {
    Utf8 text = _tokenIncomplete ? shortText() : null;
    // Half of a character becomes a question mark.
    return text == null ? new Utf8(string().getBytes(StandardCharsets.UTF_8)) : text;
  }

  /** The bytes of the text that the parser is at; null if they are not all there is to it. */
  private Utf8 shortText() {
    int from = _inputPtr;
    int end = endOfText(from);
    if (end < 0) {
      return null;
    }
    _inputPtr = end + 1;
    _tokenIncomplete = false;
    return new Utf8(Arrays.copyOfRange(_inputBuffer, from, end));
  }

  /** Where the text ends that begins at a place; -1 if its bytes are not all there is to it. */
  private int endOfText(int from) {
    int end = from;
    long others = 0;
    while (true) {
      if (end > _inputEnd - Long.BYTES) {
        return -1;
      }
      // Eight at a time: is there a quote, a backslash or a control character?
      long eight = (long) MemberName.LONGS.get(_inputBuffer, end);
      long quote = eight ^ ('"' * EACH_LOWEST_BIT);
      long backslash = eight ^ ('\\' * EACH_LOWEST_BIT);
      long stops =
          (((quote - EACH_LOWEST_BIT) & ~quote)
                  | ((backslash - EACH_LOWEST_BIT) & ~backslash)
                  | ((eight - (' ' * EACH_LOWEST_BIT)) & ~eight))
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
    boolean isAscii = (others & EACH_HIGHEST_BIT) == 0;
    return _inputBuffer[end] == '"' && (isAscii || isUtf8(_inputBuffer, from, end)) ? end : -1;
  }

  /** Whether bytes of JSON are UTF-8. */
  static boolean isUtf8(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      at = afterAscii(bytes, at, to);
      int others = at;
      while (at < to && bytes[at] < 0) {
        at++;
      }
      if (!com.google.common.base.Utf8.isWellFormed(bytes, others, at - others)) {
        return false;
      }
    }
    return true;
  }

  private static int afterAscii(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - 4 * Long.BYTES && (fourOf(bytes, at) & EACH_HIGHEST_BIT) == 0) {
      at += 4 * Long.BYTES;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /** The bits of the next 32 bytes, eight at a time. */
  private static long fourOf(byte[] bytes, int at) {
    return (long) MemberName.LONGS.get(bytes, at)
        | (long) MemberName.LONGS.get(bytes, at + Long.BYTES)
        | (long) MemberName.LONGS.get(bytes, at + 2 * Long.BYTES)
        | (long) MemberName.LONGS.get(bytes, at + 3 * Long.BYTES);
  }
}
