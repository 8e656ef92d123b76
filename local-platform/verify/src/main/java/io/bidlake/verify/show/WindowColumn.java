package io.bidlake.verify.show;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How a column of a table of windows is written for people.
 *
 * @param name its name in the table
 * @param header what stands above it
 * @param kind what its values are
 */
record WindowColumn(String name, String header, Kind kind) {

  /** What a column's values are. */
  enum Kind {
    /** A point in time. */
    TIME,
    /** A name. */
    NAME,
    /** How many. */
    COUNT,
    /** An amount in USD. */
    MONEY,
    /** A part of a whole. */
    RATE
  }

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  /** From here on, cents say enough; smaller amounts are shown in hundredths of cents. */
  private static final double LARGE = 100;

  boolean isNumber() {
    return kind == Kind.COUNT || kind == Kind.MONEY || kind == Kind.RATE;
  }

  /** The values of one column; money with as many digits as the largest of them needs. */
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
