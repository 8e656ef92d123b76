package io.bidlake.landing.columns;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.iceberg.types.Types.NestedField;

/** The names of tables and columns. */
public final class ColumnNames {

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9_]");
  private static final Pattern ILLEGAL_IN_TABLES = Pattern.compile("[^a-z0-9_]");

  private static final Set<String> RESERVED =
      Set.copyOf(RecordColumns.ALL.stream().map(column -> key(column.name())).toList());

  private ColumnNames() {}

  /** Returns the default name of the table of a topic: {@code events_clicks} of events.clicks. */
  public static String ofTable(String topic) {
    return ILLEGAL_IN_TABLES.matcher(topic.toLowerCase(Locale.ROOT)).replaceAll("_");
  }

  /** Returns the name of the column of a field; all engines can spell it without quotes. */
  public static String of(String field) {
    if (LEGAL.matcher(field).matches()) {
      return field;
    }
    String name = ILLEGAL.matcher(field).replaceAll("_");
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  /** Returns the name of the column of a field of a record, which must not hide a record column. */
  public static String ofTopLevel(String field) {
    String name = of(field);
    return RESERVED.contains(key(name)) ? name + "_" : name;
  }

  /** Returns what two names have in common that differ by case only, as Trino sees them. */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Returns the column with a name, whatever its case; empty if there is none. */
  public static Optional<NestedField> find(List<NestedField> columns, String name) {
    String key = key(name);
    return columns.stream().filter(column -> key(column.name()).equals(key)).findFirst();
  }

  /** Returns the path of a field within the one with another path. */
  public static String path(String parent, String field) {
    return parent.isEmpty() ? field : parent + "." + field;
  }
}
