package io.bidlake.verify.show;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The format of a windowed table's column for users.
 *
 * @param name the column's name in the table
 * @param header the header
 * @param kind the kind of its values
 */
record WindowColumn(String name, String header, Kind kind) {

  /** The kind of a column's values. */
  enum Kind {
    /** A timestamp. */
    TIME,
    /** A name. */
    NAME,
    /** A count. */
    COUNT,
    /** An amount in USD. */
    MONEY,
    /** A ratio, shown in percent. */
    RATE
  }

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  /** The amount in USD from which on two decimals are shown; smaller amounts have four. */
  private static final double LARGE = 100;

  boolean isNumber() {
    return kind == Kind.COUNT || kind == Kind.MONEY || kind == Kind.RATE;
  }

  /** Formats the values of one column; the largest amount determines the number of decimals. */
  List<String> texts(List<Object> values) {
    double largest =
        values.stream()
            .filter(Objects::nonNull)
            .mapToDouble(value -> value instanceof Double amount ? Math.abs(amount) : 0)
            .max()
            .orElse(0);
    return values.stream()
        .map(value -> value == null ? "" : text(value, largest >= LARGE ? 2 : 4))
        .toList();
  }

  private String text(Object value, int digits) {
    return switch (kind) {
      case TIME -> TIME.format(Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS));
      case NAME -> value.toString();
      case COUNT -> String.format(Locale.ROOT, "%,d", (Long) value);
      case MONEY -> String.format(Locale.ROOT, "%,." + digits + "f", (Double) value);
      case RATE -> String.format(Locale.ROOT, "%.2f%%", 100 * (Double) value);
    };
  }
}
