package io.bidlake.verify.rows;

import io.bidlake.model.CountingRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.util.Utf8;

/** What a text counts for that a sender has written, by the rules of docs/tables.md. */
public final class Given {

  /** By either code. */
  private static final Map<String, String> COUNTRIES = new HashMap<>();

  static {
    Arrays.stream(Locale.getISOCountries())
        .map(alpha2 -> new Locale.Builder().setRegion(alpha2).build())
        .forEach(
            country -> {
              COUNTRIES.put(country.getCountry(), country.getISO3Country());
              COUNTRIES.put(country.getISO3Country(), country.getISO3Country());
            });
    // What Java does not know, and senders write.
    COUNTRIES.put("UK", "GBR");
    COUNTRIES.put("EL", "GRC");
    COUNTRIES.put("XK", "XKX");
    COUNTRIES.put("XKX", "XKX");
  }

  private Given() {}

  /** The text as a table can hold it: valid Unicode, and no NUL, where PostgreSQL's texts end. */
  public static String text(CharSequence text) {
    return text == null ? null : text.toString().replace('\0', '\uFFFD');
  }

  /** The value of a field as a table can hold it, also of a list of texts. */
  static Object value(Object field) {
    if (field instanceof List<?> list) {
      return list.stream().map(Given::value).toList();
    }
    return field instanceof Utf8 text && !isAscii(text) ? text(text) : field;
  }

  private static boolean isAscii(Utf8 text) {
    byte[] bytes = text.getBytes();
    for (int i = 0; i < text.getByteLength(); i++) {
      if (bytes[i] <= 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether an optional field has a value: blanks are none. */
  static boolean isGiven(CharSequence text) {
    return text != null && !text(text).trim().isEmpty();
  }

  /** Alpha-3 code of a country; null for what is none. */
  public static String country(CharSequence text) {
    return text == null ? null : COUNTRIES.get(code(text));
  }

  /** A code as the standard writes it. */
  static String code(CharSequence text) {
    return text(text).trim().toUpperCase(Locale.ROOT);
  }

  /** Name of a row of a table of windows; null for the row of what is unknown. */
  public static String name(CharSequence text) {
    return isGiven(text) && !isLong(text(text)) ? text(text) : null;
  }

  /** What stands for an event's id in tables of windows: the hash of one that is too long. */
  public static String id(CharSequence text) {
    String id = text(text);
    if (id == null || !isLong(id)) {
      return id;
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha256.digest(id.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /** Whether a text can be in each of so many rows of its event: a megabyte in all. */
  static boolean fitsRows(CharSequence text, int rows) {
    return text == null
        || (long) text.toString().getBytes(StandardCharsets.UTF_8).length * rows <= 1_048_576;
  }

  private static boolean isLong(String text) {
    return text.length() > CountingRules.LONGEST_ID
        || text.getBytes(StandardCharsets.UTF_8).length > CountingRules.LONGEST_ID;
  }
}
