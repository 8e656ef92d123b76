package io.bidlake.landing.rules;

import io.bidlake.landing.columns.ColumnNames;
import io.bidlake.landing.columns.RecordColumns;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A part of the partitioning of a table. The values of a text are no partitions: senders would
 * choose how many files are written.
 *
 * @param unit what the partitions are of
 * @param column the column
 * @param buckets number of buckets; 0 for other units
 */
public record PartitionBy(Unit unit, String column, int buckets) {

  /** By the day of the record, as tables without a rule. */
  public static final PartitionBy DAY_OF_RECORD =
      new PartitionBy(Unit.DAY, RecordColumns.TIMESTAMP, 0);

  private static final int MOST_BUCKETS = 1000;
  private static final Pattern SPELLING =
      Pattern.compile(
          "(day|hour|month)\\(\\s*(\\w+)\\s*\\)|bucket\\(\\s*(\\d{1,4})\\s*,\\s*(\\w+)\\s*\\)");

  /** What the partitions are of. */
  public enum Unit {
    HOUR,
    DAY,
    MONTH,
    BUCKET
  }

  /**
   * Reads a part, such as {@code day(viewed_at)} or {@code bucket(16, user_id)}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static PartitionBy parse(String text) {
    Matcher matcher = SPELLING.matcher(text.trim());
    if (matcher.matches()) {
      if (matcher.group(1) != null) {
        return new PartitionBy(
            Unit.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), matcher.group(2), 0);
      }
      int buckets = Integer.parseInt(matcher.group(3));
      if (buckets >= 1 && buckets <= MOST_BUCKETS) {
        return new PartitionBy(Unit.BUCKET, matcher.group(4), buckets);
      }
    }
    throw new IllegalArgumentException(
        "must be hour(column), day(column), month(column), bucket(1 to %d, column) or none, was '%s'"
            .formatted(MOST_BUCKETS, text));
  }

  /**
   * Returns the column in a schema, whatever its case; empty if it is missing or cannot be used.
   */
  public Optional<NestedField> columnIn(Schema schema) {
    return ColumnNames.find(schema.columns(), column)
        .filter(field -> unit == Unit.BUCKET ? canBeHashed(field) : isTime(field));
  }

  private boolean isTime(NestedField field) {
    TypeID type = field.type().typeId();
    return type == TypeID.TIMESTAMP || (type == TypeID.DATE && unit != Unit.HOUR);
  }

  private static boolean canBeHashed(NestedField field) {
    return switch (field.type().typeId()) {
      case INTEGER, LONG, STRING, DATE, TIMESTAMP, DECIMAL, BINARY -> true;
      default -> false;
    };
  }

  /**
   * Adds the partitioning by a column to that of a new table.
   *
   * @param name name of the column in the table
   */
  public void addTo(PartitionSpec.Builder partitioning, String name) {
    var unused =
        switch (unit) {
          case HOUR -> partitioning.hour(name);
          case DAY -> partitioning.day(name);
          case MONTH -> partitioning.month(name);
          case BUCKET -> partitioning.bucket(name, buckets);
        };
  }
}
