package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonToken;
import com.google.common.base.Ascii;
import io.bidlake.openrtb.NumberText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.avro.util.Utf8;

/** Readers of scalars and of arrays of scalars. */
final class ScalarReaders {

  private static final int USUAL_LENGTH = 6;

  private ScalarReaders() {}

  /** Whole numbers of 32 bits. */
  static class Ints extends ValueReader {

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

  /** Integers used as booleans: true and false are read as 1 and 0. */
  static class Flags extends Ints {

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

  /** Legal flags: any value but 0 and 1 is unreadable. */
  static final class LegalFlags extends Flags {

    @Override
    Usual usual() {
      return Usual.FLAG;
    }

    @Override
    Integer number(Reading in) throws IOException {
      Integer number = super.number(in);
      return number != null && (number == 0 || number == 1) ? number : null;
    }
  }

  /** Finite floating-point numbers. */
  static class Doubles extends ValueReader {

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

  /** Floor prices: an unreadable one becomes NaN, which no price meets. */
  static final class Floors extends Doubles {

    @Override
    Object unreadable(Reading in) throws IOException {
      super.unreadable(in);
      return Double.valueOf(Double.NaN);
    }
  }

  /** Bid prices: an unreadable one rejects the response. */
  static final class Prices extends Doubles {

    @Override
    Object unreadable(Reading in) throws IOException {
      in.invalid("price of a bid", "a number");
      return null;
    }
  }

  /** Texts; numbers and booleans are read as their JSON text. */
  static class Texts extends ValueReader {

    @Override
    Usual usual() {
      return Usual.TEXT;
    }

    @Override
    Object scalar(Reading in) throws IOException {
      return in.json().text();
    }
  }

  /** Codes: surrounding blanks are removed. */
  static class Codes extends ValueReader {

    @Override
    Usual usual() {
      return Usual.CODE;
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

    /** Whether a text is certainly a valid code already; otherwise {@link #code} converts it. */
    boolean isCode(Utf8 text) {
      return text.getBytes()[0] > ' ' && text.getBytes()[text.getByteLength() - 1] > ' ';
    }

    String code(String text) {
      return text.trim();
    }
  }

  /** Currency codes, which are upper case. */
  static final class Currencies extends Codes {

    @Override
    Usual usual() {
      return Usual.CURRENCY;
    }

    @Override
    boolean isCode(Utf8 text) {
      byte[] letters = text.getBytes();
      int length = text.getByteLength();
      return length == 3
          && Ascii.isUpperCase((char) letters[0])
          && Ascii.isUpperCase((char) letters[1])
          && Ascii.isUpperCase((char) letters[2]);
    }

    @Override
    String code(String text) {
      return text.trim().toUpperCase(Locale.ROOT);
    }
  }

  /** Keywords: a text with commas, or an array. */
  static final class Keywords extends Texts {

    private final Arrays words = new Arrays(new Texts());

    @Override
    Object array(Reading in) throws IOException {
      List<?> list = (List<?>) words.array(in);
      if (list.isEmpty()) {
        return null;
      }
      return new Utf8(String.join(",", list.stream().map(Object::toString).toList()));
    }
  }

  /** Markup: a text, or an unquoted JSON object or array. */
  static final class Markup extends Texts {

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

  /** Arrays of scalars; a single value is read as an array of one. */
  static final class Arrays extends ValueReader {

    private final ValueReader elements;

    Arrays(ValueReader elements) {
      this.elements = elements;
    }

    @Override
    Usual usual() {
      return elements.usual().array();
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
      while (in.json().nextElement() != JsonToken.END_ARRAY) {
        in.enter(count++);
        Object value = elements.read(in);
        in.leave();
        if (value != null) {
          list.add(value);
        }
      }
      in.given(count > 0);
      return list;
    }
  }
}
