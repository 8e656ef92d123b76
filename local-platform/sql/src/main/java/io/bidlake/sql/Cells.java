package io.bidlake.sql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.types.Row;
import org.jline.utils.AttributedString;

/** Converts values of a result for printing. */
final class Cells {

  private static final String NULL = "NULL";

  /** Control characters, and those that reverse the direction of the text after them. */
  private static final Pattern COMMANDS =
      Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");

  /** Where Unicode has pictures of the control characters below the space. */
  private static final int PICTURES = 0x2400;

  private static final String REPLACEMENT = "\uFFFD";

  private Cells() {}

  /**
   * A value as one line of text without control characters. Values come from senders, and a
   * terminal would execute control characters.
   */
  static String line(Object value) {
    String text = text(value);
    if (text == null) {
      return NULL;
    }
    String oneLine = text.replace("\r", "").replace('\n', ' ').replace('\t', ' ');
    return COMMANDS
        .matcher(oneLine)
        .replaceAll(
            found -> {
              char command = found.group().charAt(0);
              return command < ' ' ? String.valueOf((char) (PICTURES + command)) : REPLACEMENT;
            });
  }

  /**
   * The width in columns of a terminal: two for a Chinese character, none for a combining accent.
   */
  static int width(String text) {
    return new AttributedString(text).columnLength();
  }

  /** A value as text; {@code null} stays null. */
  static String text(Object value) {
    Object plain = plain(value);
    return plain == null ? null : plain.toString();
  }

  /**
   * Converts a value to types of JSON: rows become maps, arrays become lists, times and bytes
   * become strings.
   */
  static Object plain(Object value) {
    if (value instanceof Instant || value instanceof LocalDateTime) {
      return value.toString().replace('T', ' ');
    }
    if (value instanceof BigDecimal number) {
      return new BigDecimal(number.toPlainString());
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Object[] array) {
      return Arrays.stream(array).map(Cells::plain).toList();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Cells::plain).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, member) -> plain.put(text(key), plain(member)));
      return plain;
    }
    if (value instanceof Row row) {
      Map<String, Object> plain = new LinkedHashMap<>();
      Set<String> names = row.getFieldNames(true);
      if (names == null) {
        for (int i = 0; i < row.getArity(); i++) {
          plain.put("f" + i, plain(row.getField(i)));
        }
      } else {
        names.forEach(name -> plain.put(name, plain(row.getField(name))));
      }
      return plain;
    }
    return value instanceof Number || value instanceof Boolean || value == null
        ? value
        : value.toString();
  }
}
