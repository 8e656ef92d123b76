package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonStreamContext;
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
 * Jackson's parser with a fast path for JSON as most programs write it: no white space, texts
 * without escapes, numbers with few digits. All other JSON is parsed by Jackson from the same place
 * on, with the same result.
 */
class CompactJsonParser extends UTF8StreamJsonParser {

  private static final long EACH_LOWEST_BIT = 0x0101010101010101L;
  private static final long EACH_HIGHEST_BIT = 0x8080808080808080L;

  /** The fast path stops so many bytes before the end, so as not to check for it at each byte. */
  static final int MARGIN = 24;

  /** Integers of so many digits are exact as doubles, and dividing them rounds once. */
  private static final int MOST_DIGITS = 15;

  /** Integers of so many digits fit into 32 bits. */
  private static final int MOST_INT_DIGITS = 9;

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private int start;

  /** Where the number starts that the fast path has read last. */
  private int numberStart = -1;

  private long digits;
  private int decimals;

  /** The number that {@link #whole} has read. */
  private int whole;

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

  /** Whether an object has been read to its end, so that another value can be started. */
  final boolean isAtEnd() {
    return _currToken == JsonToken.END_OBJECT && _parsingContext.inRoot() && !isClosed();
  }

  /** Starts another value in other bytes. */
  final void restart(byte[] source, int from, int to) {
    start = from;
    numberStart = -1;
    _inputBuffer = source;
    _inputPtr = from;
    _inputEnd = to;
    _currInputProcessed = -from;
    _currInputRow = 1;
    _currInputRowStart = from;
    _currToken = null;
    _lastClearedToken = null;
    _parsingContext.reset(JsonStreamContext.TYPE_ROOT, 1, 0);
  }

  /** Where the value starts. */
  final int start() {
    return start;
  }

  /** Where the current token starts. */
  final int tokenStart() {
    return start + (int) _tokenInputTotal - 1;
  }

  final byte[] source() {
    return _inputBuffer;
  }

  /** End of the bytes to read. */
  final int end() {
    return _inputEnd;
  }

  /** Whether the fast path can read a value that starts here, as far as the end is concerned. */
  final boolean hasRoomFor(int at) {
    return at < _inputEnd - MARGIN;
  }

  /** Where the next member of an object starts; -1 if Jackson has to find out. */
  final int nextMember() {
    return next(JsonToken.START_OBJECT);
  }

  /** Moves behind a value of an object that was read straight from the bytes. */
  final void goOnAfter(int end) throws IOException {
    goTo(JsonToken.VALUE_NULL, end, end);
  }

  /** Makes a value the current token, read to its end. */
  private void goTo(JsonToken token, int from, int end) throws IOException {
    _parsingContext.expectComma();
    _tokenInputTotal = from + 1L - start;
    _inputPtr = end;
    _tokenIncomplete = false;
    _updateToken(token);
  }

  /** Moves to the end of the object if it comes next; otherwise nothing changes. */
  final boolean endObject() throws IOException {
    return end((byte) '}', JsonToken.END_OBJECT);
  }

  /** Moves to the next element of an array, or to its end. */
  final JsonToken nextElement() throws IOException {
    int at = next(JsonToken.START_ARRAY);
    boolean isShort =
        end((byte) ']', JsonToken.END_ARRAY) || (at >= 0 && hasRoomFor(at) && goToValue(at));
    return isShort ? _currToken : nextToken();
  }

  /** Where the next member or element starts; -1 if Jackson has to find out. */
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

  /**
   * Moves to the value of the next member or element.
   *
   * @param at where it starts
   * @return false, and nothing has changed, if Jackson has to parse it
   */
  final boolean goToValue(int at) throws IOException {
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

  /** Reads a text that is not empty; returns where it ends, or -1 if Jackson has to parse it. */
  final int text(int at) {
    if (_inputBuffer[at] != '"' || _inputBuffer[at + 1] == '"') {
      return -1;
    }
    int end = endOfText(at + 1);
    return end < 0 ? -1 : end + 1;
  }

  /** The bytes between two places, unchanged, which must be UTF-8. */
  final Utf8 utf8(int from, int to) {
    return new Utf8(Arrays.copyOfRange(_inputBuffer, from, to));
  }

  /** Reads an integer of 32 bits; returns where it ends, or -1 if Jackson has to parse it. */
  final int whole(int at) {
    byte[] source = _inputBuffer;
    int first = source[at] == '-' ? at + 1 : at;
    int value = 0;
    int end = first;
    while (end < first + MOST_INT_DIGITS && source[end] >= '0' && source[end] <= '9') {
      value = value * 10 + source[end++] - '0';
    }
    boolean isInt =
        end > first && (source[first] != '0' || end == first + 1) && isAfterValue(source[end]);
    whole = first == at ? value : -value;
    return isInt ? end : -1;
  }

  private static boolean isAfterValue(byte next) {
    return next == ',' || next == '}' || next == ']';
  }

  /** The number that {@link #whole} has read. */
  final int wholeValue() {
    return whole;
  }

  /** The number that {@link #number} has read. */
  final double numberValue() {
    double number = digits / POWERS[Math.max(0, decimals)];
    return isNegative() ? -number : number;
  }

  /** Reads a number; returns where it ends, or -1 if Jackson has to parse it. */
  final int number(int at) {
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
        isAfterValue(next)
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

  /** Whether the current token is the number that the fast path has read last. */
  private boolean isShortNumber() {
    return numberStart == tokenStart();
  }

  private boolean isNegative() {
    return _inputBuffer[numberStart] == '-';
  }

  /** Whether the token is an integer that certainly fits into 32 bits. */
  final boolean isShortInt() throws IOException {
    return _currToken == JsonToken.VALUE_NUMBER_INT
        && (isShortNumber() ? digits <= Integer.MAX_VALUE : getTextLength() < 10);
  }

  /**
   * The token as an integer of at most 14 digits without a sign; -1 if it is anything else, or that
   * is not known.
   */
  final long shortDigits() {
    return isShortNumber() && decimals < 0 && digits < 100_000_000_000_000L && !isNegative()
        ? digits
        : -1;
  }

  /** The number of a token that {@link #isShortInt}. */
  final int shortInt() throws IOException {
    return isShortNumber() ? (int) (isNegative() ? -digits : digits) : getIntValue();
  }

  /** The number that the token is, or that its text contains; empty if it is not finite. */
  final OptionalDouble finite() throws IOException {
    return isShortNumber() ? OptionalDouble.of(numberValue()) : NumberText.ofDouble(string());
  }

  /** Whether the token is an empty text. */
  final boolean isEmptyText() throws IOException {
    if (_currToken != JsonToken.VALUE_STRING) {
      return false;
    }
    boolean isUnread = _tokenIncomplete && _inputPtr < _inputEnd;
    return isUnread ? _inputBuffer[_inputPtr] == '"' : getTextLength() == 0;
  }

  /** The text of a scalar token with NUL replaced; numbers and literals as in the JSON. */
  final String string() throws IOException {
    return isShortNumber()
        ? new String(
            _inputBuffer, numberStart, _inputPtr - numberStart, StandardCharsets.ISO_8859_1)
        : getText().replace('\0', '\uFFFD');
  }

  /** The same as valid UTF-8. Consumes the token: it cannot be read again. */
  final Utf8 text() throws IOException {
    Utf8 text = _tokenIncomplete ? shortText() : null;
    // Unpaired surrogates become question marks.
    return text == null ? new Utf8(string().getBytes(StandardCharsets.UTF_8)) : text;
  }

  /** The text of the token if its bytes need no decoding; otherwise null. */
  private Utf8 shortText() {
    int from = _inputPtr;
    int end = endOfText(from);
    if (end < 0) {
      return null;
    }
    _inputPtr = end + 1;
    _tokenIncomplete = false;
    return utf8(from, end);
  }

  /** Where a text ends that starts at a place; -1 if it has to be decoded or checked by Jackson. */
  private int endOfText(int from) {
    int end = from;
    long others = 0;
    while (true) {
      if (end > _inputEnd - Long.BYTES) {
        return -1;
      }
      // Eight at a time: is there a quote, a backslash or a control character?
      long eight = (long) UsualMembers.LONGS.get(_inputBuffer, end);
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
    while (at <= to - 8 * Long.BYTES
        && ((fourOf(bytes, at) | fourOf(bytes, at + 4 * Long.BYTES)) & EACH_HIGHEST_BIT) == 0) {
      at += 8 * Long.BYTES;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /** The bits of the next 32 bytes, eight at a time. */
  private static long fourOf(byte[] bytes, int at) {
    return (long) UsualMembers.LONGS.get(bytes, at)
        | (long) UsualMembers.LONGS.get(bytes, at + Long.BYTES)
        | (long) UsualMembers.LONGS.get(bytes, at + 2 * Long.BYTES)
        | (long) UsualMembers.LONGS.get(bytes, at + 3 * Long.BYTES);
  }
}
