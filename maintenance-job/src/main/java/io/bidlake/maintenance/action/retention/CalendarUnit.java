package io.bidlake.maintenance.action.retention;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.iceberg.PartitionField;

/** The units of time by which Iceberg partitions; the values count them since 1970, in UTC. */
enum CalendarUnit {
  HOUR(ChronoUnit.HOURS),
  DAY(ChronoUnit.DAYS),
  MONTH(ChronoUnit.MONTHS),
  YEAR(ChronoUnit.YEARS);

  private static final OffsetDateTime FIRST = Instant.EPOCH.atOffset(ZoneOffset.UTC);

  private final ChronoUnit unit;

  CalendarUnit(ChronoUnit unit) {
    this.unit = unit;
  }

  /** Returns the unit of a partition field; empty if it is partitioned by something else. */
  static Optional<CalendarUnit> of(PartitionField field) {
    String transform = field.transform().toString();
    return Arrays.stream(values())
        .filter(unit -> unit.name().toLowerCase(Locale.ROOT).equals(transform))
        .findFirst();
  }

  /** Returns the first moment of a partition. */
  Instant start(int value) {
    return FIRST.plus(value, unit).toInstant();
  }

  /** Returns the start of the partition that contains a time. */
  Instant floor(Instant time) {
    // Truncated towards 1970: one less before.
    int value = (int) unit.between(FIRST, time.atOffset(ZoneOffset.UTC));
    return start(value).isAfter(time) ? start(value - 1) : start(value);
  }
}
