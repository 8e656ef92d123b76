package io.bidlake.landing.rules;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The types of columns that a rule can name, in Iceberg's spelling. */
final class ColumnTypes {

  private static final Pattern LIST = Pattern.compile("list<(.+)>");
  private static final Pattern MAP = Pattern.compile("map<\\s*string\\s*,\\s*(.+)>");

  private ColumnTypes() {}

  /**
   * Reads a type.
   *
   * @throws IllegalArgumentException if it is none that a column of JSON can have
   */
  static Type parse(String text) {
    String spelling = text.trim().toLowerCase(Locale.ROOT);
    Matcher list = LIST.matcher(spelling);
    if (list.matches()) {
      return Types.ListType.ofOptional(1, parse(list.group(1)));
    }
    Matcher map = MAP.matcher(spelling);
    if (map.matches()) {
      return Types.MapType.ofOptional(1, 2, Types.StringType.get(), parse(map.group(1)));
    }
    Type type = primitive(spelling);
    if (type == null) {
      throw new IllegalArgumentException(
          "must be boolean, int, long, float, double, decimal(p, s), string, binary, date, time,"
              + " timestamp, timestamptz, list<type> or map<string, type>, was '%s'"
                  .formatted(text));
    }
    return type;
  }

  private static Type primitive(String spelling) {
    try {
      Type type = Types.fromTypeName(spelling);
      return switch (type.typeId()) {
        case BOOLEAN,
            INTEGER,
            LONG,
            FLOAT,
            DOUBLE,
            DECIMAL,
            STRING,
            BINARY,
            DATE,
            TIME,
            TIMESTAMP ->
            type;
        default -> null;
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
