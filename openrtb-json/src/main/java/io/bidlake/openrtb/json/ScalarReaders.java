package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonToken;
import io.bidlake.openrtb.NumberText;
import io.bidlake.openrtb.json.CompactJsonParser.Usual;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.avro.util.Utf8;

/** Readers of values that are neither objects nor lists of them. */
final class ScalarReaders {

  private static final int USUAL_LENGTH = 6;

  private ScalarReaders() {}

  /** Whole numbers of 32 bits. */
  static class Ints extends ValueReader {

    Ints(String path) {
      super(path);
    }

    @Override
    Usual usual() {
      return Usual.INT;
    }

    @Override
    Object scalar(Reading in) throws IOException {
      Integer number = number(in);
      return number == null ? unreadable(in) : number;
    }

    Integer number(Reading in) throws IOException {
      return in.json().isShortInt()
          ? Integer.valueOf(in.json().shortInt())
          : orNull(NumberText.ofInt(in.json().string()));
    }

    static Integer orNull(OptionalInt number) {
      return number.isPresent() ? Integer.valueOf(number.getAsInt()) : null;
    }
  }

  /** Whole numbers that say yes or no. */
  static class Flags extends Ints {

    Flags(String path) {
      super(path);
    }

    @Override
    Integer number(Reading in) throws IOException {
      return switch (in.json().currentToken()) {
        case VALUE_TRUE -> 1;
        case VALUE_FALSE -> 0;
        case VALUE_STRING -> {
          String text = in.json().string().trim();
          yield text.equals("true")
              ? Integer.valueOf(1)
              : text.equals("false") ? Integer.valueOf(0) : orNull(NumberText.ofInt(text));
        }
        default -> super.number(in);
      };
    }
  }

  /** Flags of the law: what is neither yes nor no is not known. */
  static final class LegalFlags extends Flags {

    LegalFlags(String path) {
      super(path);
    }

    @Override
    Usual usual() {
      return Usual.OTHER;
    }

    @Override
    Integer number(Reading in) throws IOException {
      Integer number = super.number(in);
      return number != null && (number == 0 || number == 1) ? number : null;
    }
  }

  /** Floating point numbers, which are finite. */
  static class Doubles extends ValueReader {

    Doubles(String path) {
      super(path);
    }

    @Override
    Usual usual() {
      return Usual.DOUBLE;
    }

    @Override
    Object scalar(Reading in) throws IOException {
      OptionalDouble number = in.json().finite();
      return number.isPresent() ? Double.valueOf(number.getAsDouble()) : unreadable(in);
    }
  }

  /** Least prices: one that cannot be read is no number, so that it accepts nothing. */
  static final class Floors extends Doubles {

    Floors(String path) {
      super(path);
    }

    @Override
    Object unreadable(Reading in) throws IOException {
      super.unreadable(in);
      return Double.valueOf(Double.NaN);
    }
  }

  /** Prices of bids: without one that can be read there is no response. */
  static final class Prices extends Doubles {

    Prices(String path) {
      super(path);
    }

    @Override
    Object unreadable(Reading in) throws IOException {
      in.invalid("price of a bid", "a number");
      return null;
    }
  }

  /** Texts; numbers, true and false as they are written. */
  static class Texts extends ValueReader {

    Texts(String path) {
      super(path);
    }

    @Override
    Usual usual() {
      return Usual.TEXT;
    }

    @Override
    Object scalar(Reading in) throws IOException {
      return in.json().text();
    }
  }

  /** Codes: blanks around them mean nothing. */
  static class Codes extends ValueReader {

    Codes(String path) {
      super(path);
    }

    @Override
    final Object scalar(Reading in) throws IOException {
      Utf8 text = in.json().text();
      if (isCode(text)) {
        return text;
      }
      String code = code(text.toString());
      if (code.isEmpty()) {
        in.given(false);
        return null;
      }
      return new Utf8(code);
    }

    /** Whether a text is a code as it stands; if not, or if that is not sure, it is made one. */
    boolean isCode(Utf8 text) {
      return text.getBytes()[0] > ' ' && text.getBytes()[text.getByteLength() - 1] > ' ';
    }

    String code(String text) {
      return text.trim();
    }
  }

  /** Codes of currencies, which are in capitals. */
  static final class Currencies extends Codes {

    Currencies(String path) {
      super(path);
    }

    @Override
    boolean isCode(Utf8 text) {
      byte[] letters = text.getBytes();
      int length = text.getByteLength();
      return length == 3 && isCapital(letters[0]) && isCapital(letters[1]) && isCapital(letters[2]);
    }

    private static boolean isCapital(byte letter) {
      return letter >= 'A' && letter <= 'Z';
    }

    @Override
    String code(String text) {
      return text.trim().toUpperCase(Locale.ROOT);
    }
  }

  /** Words: one text of them, or an array. */
  static final class Keywords extends Texts {

    private final Arrays words;

    Keywords(String path) {
      super(path);
      words = new Arrays(path, new Texts(path));
    }

    @Override
    Object array(Reading in) throws IOException {
      List<?> list = (List<?>) words.array(in);
      if (list.isEmpty()) {
        return null;
      }
      return new Utf8(String.join(",", list.stream().map(Object::toString).toList()));
    }
  }

  /** Markup: a text, or the JSON that it should have been the text of. */
  static final class Markup extends Texts {

    Markup(String path) {
      super(path);
    }

    @Override
    Object object(Reading in) throws IOException {
      int from = in.json().tokenStart();
      return in.json().compact(from, in.json().skip());
    }

    @Override
    Object array(Reading in) throws IOException {
      return object(in);
    }
  }

  /** Lists of values that are not objects: a single one is a list of one. */
  static final class Arrays extends ValueReader {

    private final ValueReader elements;

    Arrays(String path, ValueReader elements) {
      super(path);
      this.elements = elements;
    }

    @Override
    Object scalar(Reading in) throws IOException {
      Object value = elements.read(in);
      return value == null ? null : listOf(value);
    }

    private static List<Object> listOf(Object value) {
      List<Object> list = new ArrayList<>(1);
      list.add(value);
      return list;
    }

    @Override
    Object array(Reading in) throws IOException {
      List<Object> list = new ArrayList<>(USUAL_LENGTH);
      int count = 0;
      while (true) {
        Object value = in.json().usualElement(elements.usual());
        if (value == null) {
          if (in.json().nextElement() == JsonToken.END_ARRAY) {
            break;
          }
          in.enter(count);
          value = elements.read(in);
          in.leave();
        }
        count++;
        if (value != null) {
          list.add(value);
        }
      }
      in.given(count > 0);
      return list;
    }
  }
}
