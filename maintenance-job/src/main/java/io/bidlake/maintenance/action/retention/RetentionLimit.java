package io.bidlake.maintenance.action.retention;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The time from which on rows are kept.
 *
 * <p>If the table is partitioned by hour, day, month or year of a column, the age of a row goes by
 * that column, and the time is rounded down to the start of a partition. Otherwise, it goes by
 * {@code kafka_timestamp}, as does a row without a value in the column of the partitioning.
 *
 * @param limit the time
 * @param name name of the column by which the age of a row goes
 * @param column the column
 * @param fallback column of the time of rows without a value in the first; null if there is none
 */
record RetentionLimit(Instant limit, String name, NestedField column, NestedField fallback) {

  private static final String KAFKA_TIMESTAMP = "kafka_timestamp";

  /**
   * Returns the limit for the current partitioning of a table.
   *
   * @param notBefore time of the oldest rows to keep
   * @throws ValidationException if the table has no time by which its rows could expire
   */
  static RetentionLimit of(Table table, Instant notBefore) {
    NestedField kafkaTimestamp = table.schema().findField(KAFKA_TIMESTAMP);
    NestedField fallback = kafkaTimestamp != null && isTime(kafkaTimestamp) ? kafkaTimestamp : null;
    Optional<PartitionField> partitioned =
        table.spec().fields().stream()
            .filter(field -> CalendarUnit.of(field).isPresent())
            .filter(field -> isTime(table.schema().findField(field.sourceId())))
            // By the first one, unless one is by Kafka's timestamp.
            .reduce((first, next) -> isOf(fallback, next) && !isOf(fallback, first) ? next : first);
    if (partitioned.isPresent()) {
      NestedField column = table.schema().findField(partitioned.get().sourceId());
      return new RetentionLimit(
          CalendarUnit.of(partitioned.get()).orElseThrow().floor(notBefore),
          table.schema().findColumnName(column.fieldId()),
          column,
          isOf(fallback, partitioned.get()) ? null : fallback);
    }
    ValidationException.check(
        fallback != null,
        "%s must be partitioned by hour, day, month or year, or have a column %s, to delete expired"
            + " rows",
        table.name(),
        KAFKA_TIMESTAMP);
    return new RetentionLimit(notBefore, KAFKA_TIMESTAMP, fallback, null);
  }

  private static boolean isOf(NestedField column, PartitionField field) {
    return column != null && column.fieldId() == field.sourceId();
  }

  private static boolean isTime(NestedField column) {
    return column.type().typeId() == TypeID.TIMESTAMP || column.type().typeId() == TypeID.DATE;
  }

  /** Returns a condition that all rows before the limit fulfill, and maybe others. */
  Expression mayBeOlder() {
    Expression older =
        column.type().typeId() == TypeID.DATE
            ? Expressions.lessThanOrEqual(name, (int) ChronoUnit.DAYS.between(Instant.EPOCH, limit))
            : Expressions.lessThan(name, ChronoUnit.MICROS.between(Instant.EPOCH, limit));
    return column.isRequired() ? older : Expressions.or(older, Expressions.isNull(name));
  }

  /** Returns whether all rows of a file are before the limit. */
  boolean isPassedBy(DataFile file, PartitionSpec spec) {
    for (int i = 0; i < spec.fields().size(); i++) {
      PartitionField field = spec.fields().get(i);
      Optional<CalendarUnit> unit = CalendarUnit.of(field);
      if (field.sourceId() == column.fieldId() && unit.isPresent()) {
        Integer value = file.partition().get(i, Integer.class);
        return value == null
            ? isPassedIn(fallback, file)
            : !unit.get().start(value + 1).isAfter(limit);
      }
    }
    // The file was written before the table was partitioned by this column.
    return isPassedIn(column, file) && (nulls(column, file) == 0 || isPassedIn(fallback, file));
  }

  /** Returns whether all values of a column are before the limit; false if that is unknown. */
  private boolean isPassedIn(NestedField time, DataFile file) {
    if (time == null) {
      return false;
    }
    long nulls = nulls(time, file);
    if (time.fieldId() != column.fieldId() && nulls != 0) {
      return false;
    }
    if (nulls == file.recordCount()) {
      return true;
    }
    ByteBuffer upper = of(file.upperBounds(), time);
    return nulls >= 0 && upper != null && end(time, upper).isBefore(limit);
  }

  /** Returns the number of rows without a value; -1 if it is unknown. */
  private static long nulls(NestedField time, DataFile file) {
    Long nulls = of(file.nullValueCounts(), time);
    if (nulls != null) {
      return nulls;
    }
    return time.isRequired() ? 0 : -1;
  }

  private static <V> V of(Map<Integer, V> values, NestedField time) {
    return values == null ? null : values.get(time.fieldId());
  }

  /** Returns the last microsecond that a value stands for. */
  private static Instant end(NestedField time, ByteBuffer value) {
    if (time.type().typeId() == TypeID.DATE) {
      int day = Conversions.fromByteBuffer(time.type(), value);
      return Instant.EPOCH.plus(day + 1L, ChronoUnit.DAYS).minus(1, ChronoUnit.MICROS);
    }
    long micros = Conversions.fromByteBuffer(time.type(), value);
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Returns a description of the rows before the limit. */
  @Override
  public String toString() {
    return name + " before " + limit;
  }
}
