package io.bidlake.verify.sender;

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

/** Interprets texts of senders, by the rules of docs/tables.md. */
public final class Given {

  /** Alpha-3 codes, by alpha-2 and by alpha-3 code. */
  private static final Map<String, String> COUNTRIES = new HashMap<>();

  static {
    Arrays.stream(Locale.getISOCountries())
        .map(alpha2 -> new Locale.Builder().setRegion(alpha2).build())
        .forEach(
            country -> {
              COUNTRIES.put(country.getCountry(), country.getISO3Country());
              COUNTRIES.put(country.getISO3Country(), country.getISO3Country());
            });
    // Codes that senders use and Java does not know.
    COUNTRIES.put("UK", "GBR");
    COUNTRIES.put("EL", "GRC");
    COUNTRIES.put("XK", "XKX");
    COUNTRIES.put("XKX", "XKX");
  }

  private Given() {}

  /**
   * The text in a form that a table can store: valid Unicode without NUL, which PostgreSQL does not
   * accept.
   */
  public static String text(CharSequence text) {
    return text == null ? null : text.toString().replace('\0', '\uFFFD');
  }

  /**
   * The same for a text that may end in half of a character, as in JSON: it becomes a question
   * mark.
   */
  public static String stored(CharSequence text) {
    String stored = text(text);
    for (int i = 0; i < stored.length(); i++) {
      if (Character.isSurrogate(stored.charAt(i))) {
        return new String(stored.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      }
    }
    return stored;
  }

  /** The value of a field, also of a list of texts, in a form that a table can store. */
  public static Object value(Object field) {
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

  /** Whether an optional field has a value; blank text does not count. */
  public static boolean isGiven(CharSequence text) {
    return text != null && !text(text).trim().isEmpty();
  }

  /** The alpha-3 code of a country; null if the text is not a country code. */
  public static String country(CharSequence text) {
    return text == null ? null : COUNTRIES.get(code(text));
  }

  /** A code without white space around it, in upper case. */
  public static String code(CharSequence text) {
    return text(text).trim().toUpperCase(Locale.ROOT);
  }

  /** The name of a row in a windowed table; null if it is unknown. */
  public static String name(CharSequence text) {
    return isGiven(text) && !isLong(text(text)) ? text(text) : null;
  }

  /** An event's id in windowed tables: a hash if the id is too long. */
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

  /**
   * What the rows of an event but the first contain of a value that all of them share: a text of
   * more than 64 bytes is left out if it takes more than 1 MiB in all rows. So is a list, by its
   * texts and 8 bytes for each of them.
   *
   * @param isOptional whether there can be nothing instead; if not, there is the hash of a long
   *     text
   */
  public static Object repeated(Object value, int rows, boolean isOptional) {
    if (fits(value, rows)) {
      return value;
    }
    return isOptional ? null : id((CharSequence) value);
  }

  private static boolean fits(Object value, int rows) {
    long bytes = bytes(value);
    return bytes <= 64 || bytes * rows <= 1_048_576;
  }

  private static long bytes(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().mapToLong(text -> 8 + bytes(text)).sum();
    }
    if (value instanceof Utf8 text) {
      return text.getByteLength();
    }
    return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8).length : 0;
  }

  private static boolean isLong(String text) {
    return text.length() > CountingRules.LONGEST_ID
        || text.getBytes(StandardCharsets.UTF_8).length > CountingRules.LONGEST_ID;
  }
}
