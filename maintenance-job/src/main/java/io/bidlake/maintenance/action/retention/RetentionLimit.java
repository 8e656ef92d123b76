package io.bidlake.maintenance.action.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.InclusiveMetricsEvaluator;
import org.apache.iceberg.expressions.ResidualEvaluator;
import org.apache.iceberg.transforms.Transform;
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
 * @param column name of the column by which the age of a row goes
 * @param mayBeOlder condition that all rows before the limit fulfill, and maybe others
 * @param kept condition of the rows that are not before the limit, or may not be
 */
record RetentionLimit(Instant limit, String column, Expression mayBeOlder, Expression kept) {

  private static final String KAFKA_TIMESTAMP = "kafka_timestamp";

  /**
   * Returns the limit for the current partitioning of a table.
   *
   * @param notBefore time of the oldest rows to keep
   * @throws ValidationException if the table has no time by which its rows could expire
   */
  static RetentionLimit of(Table table, Instant notBefore) {
    Schema schema = table.schema();
    NestedField kafkaTimestamp = schema.findField(KAFKA_TIMESTAMP);
    NestedField fallback = kafkaTimestamp != null && isTime(kafkaTimestamp) ? kafkaTimestamp : null;
    Optional<PartitionField> partitioned =
        table.spec().fields().stream()
            .filter(field -> startOfPartition(field.transform(), notBefore).isPresent())
            .filter(field -> isTime(schema.findField(field.sourceId())))
            // By the first one, unless one is by Kafka's timestamp.
            .reduce((first, next) -> isOf(fallback, next) && !isOf(fallback, first) ? next : first);
    ValidationException.check(
        partitioned.isPresent() || fallback != null,
        "%s must be partitioned by hour, day, month or year, or have a column %s, to delete expired"
            + " rows",
        table.name(),
        KAFKA_TIMESTAMP);
    Instant limit =
        partitioned
            .flatMap(field -> startOfPartition(field.transform(), notBefore))
            .orElse(notBefore);
    NestedField column =
        partitioned.map(field -> schema.findField(field.sourceId())).orElse(fallback);
    String name = schema.findColumnName(column.fieldId());
    Expression keptWithoutValue =
        fallback == null || column.equals(fallback)
            ? Expressions.alwaysTrue()
            : since(limit, fallback, KAFKA_TIMESTAMP, Expressions.alwaysTrue());
    return new RetentionLimit(
        limit,
        name,
        Expressions.or(
            Expressions.lessThan(name, inColumn(limit, column)), Expressions.isNull(name)),
        since(limit, column, name, keptWithoutValue));
  }

  private static boolean isOf(NestedField column, PartitionField field) {
    return column != null && column.fieldId() == field.sourceId();
  }

  private static boolean isTime(NestedField column) {
    return column.type().typeId() == TypeID.TIMESTAMP || column.type().typeId() == TypeID.DATE;
  }

  /**
   * Returns the start of the partition that contains a time, in UTC; empty if the table is
   * partitioned by something else than units of time.
   */
  static Optional<Instant> startOfPartition(Transform<?, ?> transform, Instant time) {
    OffsetDateTime day = time.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    return switch (transform.toString()) {
      case "hour" -> Optional.of(time.truncatedTo(ChronoUnit.HOURS));
      case "day" -> Optional.of(day.toInstant());
      case "month" -> Optional.of(day.withDayOfMonth(1).toInstant());
      case "year" -> Optional.of(day.withDayOfYear(1).toInstant());
      default -> Optional.empty();
    };
  }

  /** Returns the condition that a row is of this time or later. */
  private static Expression since(
      Instant time, NestedField column, String name, Expression withoutValue) {
    return Expressions.or(
        Expressions.greaterThanOrEqual(name, inColumn(time, column)),
        Expressions.and(Expressions.isNull(name), withoutValue));
  }

  /** Returns a time in the form of a column: its day, or microseconds since 1970. */
  private static long inColumn(Instant time, NestedField column) {
    return column.type().typeId() == TypeID.DATE
        ? LocalDate.ofInstant(time, ZoneOffset.UTC).toEpochDay()
        : ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** Returns whether all rows of a file are before the limit; false if that is unknown. */
  boolean isPassedBy(DataFile file, PartitionSpec spec) {
    Expression rest = ResidualEvaluator.of(spec, kept, true).residualFor(file.partition());
    return !new InclusiveMetricsEvaluator(spec.schema(), rest).eval(file);
  }

  /** Returns a description of the rows before the limit. */
  @Override
  public String toString() {
    return column + " before " + limit;
  }
}
