package io.bidlake.verify.notices;

import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.notices.Template.Macro;
import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.util.Utf8;

/** The values of a notice's macros. */
final class Values {

  private static final Set<String> USED =
      Set.of(
          "AUCTION_ID",
          "AUCTION_BID_ID",
          "AUCTION_IMP_ID",
          "AUCTION_SEAT_ID",
          "AUCTION_PRICE",
          "AUCTION_CURRENCY",
          "AUCTION_IMP_TS",
          "AUCTION_LOSS",
          "AUCTION_MIN_TO_WIN",
          "IMPRESSION_ID",
          "CLICK_ID",
          "CLICK_URL",
          "CREATIVE_ID",
          "AD_DOMAIN");

  private final Map<Macro, String> written;

  Values(Map<Macro, String> all) {
    written = new LinkedHashMap<>(all);
    // Macros that no column uses may have any value.
    written.keySet().removeIf(macro -> !USED.contains(macro.name()));
  }

  /** Whether the notice is from an audit of the markup, with {@code AUDIT} as a value. */
  boolean areOfAnAudit() {
    return written.containsValue("AUDIT");
  }

  /**
   * Checks that all macros were replaced by values that can be decoded.
   *
   * @throws FaultException if one was not
   */
  void requirePutIn() throws FaultException {
    for (Map.Entry<Macro, String> each : written.entrySet()) {
      String text = each.getValue();
      if (text == null || text.contains("${")) {
        throw invalid(each.getKey().name());
      }
    }
  }

  /** The macro of that name with a value; null if there is none. */
  private Macro macro(String name) {
    for (Map.Entry<Macro, String> each : written.entrySet()) {
      if (each.getKey().name().equals(name) && !each.getValue().isEmpty()) {
        return each.getKey();
      }
    }
    return null;
  }

  /** The text of a macro; null if it is absent or empty. */
  String text(String name) {
    Macro macro = macro(name);
    return macro == null ? null : written.get(macro).replace('\0', '\uFFFD');
  }

  Utf8 utf8(String name) {
    String text = text(name);
    return text == null ? null : new Utf8(text);
  }

  String required(String name) throws FaultException {
    String text = text(name);
    if (text == null) {
      throw new FaultException(DeadLetterReason.MISSING_FIELD, name);
    }
    return text;
  }

  /** The currency code, or {@code other} if it is absent. */
  String currency(String other) {
    String code = text("AUCTION_CURRENCY");
    return code == null || code.trim().isEmpty() ? other : code.trim().toUpperCase(Locale.ROOT);
  }

  /** A price; null if it is absent. */
  Double price(String name) throws FaultException {
    Macro macro = macro(name);
    if (macro == null) {
      return null;
    }
    String text = text(name);
    OptionalDouble price =
        switch (macro.code()) {
          case "B64" -> Numbers.decimal(base64(name, text));
          case "MICROS" -> Numbers.millionths(text);
          default -> Numbers.decimal(text);
        };
    return price.orElseThrow(() -> invalid(name));
  }

  /** A whole number; null if it is absent. */
  Integer whole(String name) throws FaultException {
    String text = text(name);
    if (text == null) {
      return null;
    }
    OptionalInt number = Numbers.whole(text);
    return number.orElseThrow(() -> invalid(name));
  }

  private static String base64(String name, String text) throws FaultException {
    String standard = text.trim().replace('-', '+').replace('_', '/');
    try {
      byte[] bytes = Base64.getDecoder().decode(standard.replaceFirst("={1,2}$", ""));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw invalid(name);
    }
  }

  static FaultException invalid(String name) {
    return new FaultException(DeadLetterReason.INVALID_FIELD, name);
  }
}
