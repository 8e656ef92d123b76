package io.bidlake.verify.openrtb;

import io.bidlake.verify.sender.Given;
import io.bidlake.verify.text.Json;
import io.bidlake.verify.text.Numbers;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.util.Utf8;

/** Converts scalar JSON values to values of fields. Fields are named {@code Record.field}. */
final class Convert {

  /** The result for a value that is not valid for the field. */
  static final Object UNREADABLE = new Object();

  /** Flags, by name in any record: 0 or 1, or true or false. */
  private static final Set<String> FLAGS =
      Set.of(
          "instl",
          "rwdd",
          "secure",
          "skip",
          "stitched",
          "private_auction",
          "mobile",
          "paid",
          "dnt",
          "lmt",
          "test",
          "coppa",
          "gdpr",
          "complete",
          "hp",
          "fd",
          "group");

  /** Flags for which only 0 and 1 are valid. */
  private static final Set<String> LAWS = Set.of("Regs.coppa", "Regs.gdpr");

  private static final Set<String> CURRENCIES =
      Set.of("BidRequest.cur", "Imp.bidfloorcur", "Deal.bidfloorcur", "BidResponse.cur");

  private static final Set<String> CODES = Set.of("Geo.region", "Device.ip", "Device.ipv6");

  /** Fields with JSON as text, which may also be given as JSON. */
  private static final Set<String> MARKUP = Set.of("Native.request", "Bid.adm");

  private Convert() {}

  /** A whole number, or {@link #UNREADABLE}. */
  static Object whole(String field, Json json) {
    String name = field.substring(field.indexOf('.') + 1);
    String text = textOf(json);
    if (text == null) {
      return UNREADABLE;
    }
    if (json instanceof Json.Literal literal && literal.isBoolean() && !FLAGS.contains(name)) {
      return UNREADABLE;
    }
    OptionalInt number =
        FLAGS.contains(name) && text.trim().equals("true")
            ? OptionalInt.of(1)
            : FLAGS.contains(name) && text.trim().equals("false")
                ? OptionalInt.of(0)
                : Numbers.whole(text);
    boolean meaningless =
        number.isEmpty() || (LAWS.contains(field) && (number.getAsInt() & ~1) != 0);
    return meaningless ? UNREADABLE : (Object) number.getAsInt();
  }

  /** A number, or {@link #UNREADABLE}. */
  static Object decimal(Json json) {
    String text = textOf(json);
    OptionalDouble number = text == null ? OptionalDouble.empty() : Numbers.decimal(text);
    return number.isPresent() ? (Object) number.getAsDouble() : UNREADABLE;
  }

  /** A text, null for a blank code, or {@link #UNREADABLE}. */
  static Object text(String field, Json json) {
    if (field.endsWith(".ext")) {
      return json.hasValue() ? new Utf8(json.source()) : null;
    }
    String text = textOf(json);
    if (text == null) {
      return MARKUP.contains(field) ? new Utf8(json.compact()) : UNREADABLE;
    }
    boolean currency = CURRENCIES.contains(field);
    if (currency || CODES.contains(field)) {
      text = text.trim();
    }
    if (currency) {
      text = text.toUpperCase(Locale.ROOT);
    }
    return text.isEmpty() ? null : new Utf8(text);
  }

  /** The text of a scalar value as in a record; null for an object or an array. */
  private static String textOf(Json json) {
    if (json instanceof Json.Text text) {
      return Given.stored(text.value());
    }
    return json instanceof Json.Literal ? json.source() : null;
  }
}
