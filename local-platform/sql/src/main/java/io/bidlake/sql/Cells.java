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
import org.apache.flink.types.Row;

/** Converts values of a result for printing. */
final class Cells {

  private Cells() {}

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
