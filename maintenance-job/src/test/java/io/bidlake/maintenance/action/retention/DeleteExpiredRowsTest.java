package io.bidlake.maintenance.action.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.TableAction.Run;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.transforms.Transforms;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

class DeleteExpiredRowsTest {

  /** Two days before it are 2026-03-08T12:30. */
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-10T12:30:00Z"), ZoneOffset.UTC);

  private static final Map<String, String> TWO_DAYS =
      Map.of("bidlake.retention", "" + Duration.ofDays(2).toMillis());

  private final DeleteExpiredRows action = new DeleteExpiredRows(NOW, 1000);

  @Test
  void deletesTheDaysThatAreOlder() {
    RetainedTable table = RetainedTable.of(spec -> spec.day("kafka_timestamp"), TWO_DAYS);
    table.add("a", "kafka_timestamp_day=2026-03-06");
    table.add("b", "kafka_timestamp_day=2026-03-07");
    table.add("c", "kafka_timestamp_day=2026-03-08");
    table.add("d", "kafka_timestamp_day=2026-03-09");

    Effect effect = action.run(table.table(), Run.REAL);

    assertThat(table.files()).containsExactly("c", "d");
    assertThat(effect)
        .isEqualTo(
            new Effect(2, 0, 200, 0, "20 rows with kafka_timestamp before 2026-03-08T00:00:00Z"));
    assertThat(table.table().currentSnapshot().operation()).isEqualTo(DataOperations.DELETE);
  }

  @Test
  void deletesTheHoursThatAreOlder() {
    RetainedTable table = RetainedTable.of(spec -> spec.hour("kafka_timestamp"), TWO_DAYS);
    table.add("a", "kafka_timestamp_hour=2026-03-08-11");
    table.add("b", "kafka_timestamp_hour=2026-03-08-12");
    table.add("c", "kafka_timestamp_hour=2026-03-08-13");

    assertThat(action.run(table.table(), Run.REAL).detail())
        .endsWith("before 2026-03-08T12:00:00Z");
    assertThat(table.files()).containsExactly("b", "c");
  }

  @Test
  void deletesTheMonthsAndYearsThatAreOlder() {
    RetainedTable months = RetainedTable.of(spec -> spec.month("kafka_timestamp"), TWO_DAYS);
    months.add("a", "kafka_timestamp_month=2026-02");
    months.add("b", "kafka_timestamp_month=2026-03");
    RetainedTable years = RetainedTable.of(spec -> spec.year("kafka_timestamp"), TWO_DAYS);
    years.add("a", "kafka_timestamp_year=2025");
    years.add("b", "kafka_timestamp_year=2026");

    assertThat(action.run(months.table(), Run.REAL).detail())
        .endsWith("before 2026-03-01T00:00:00Z");
    assertThat(action.run(years.table(), Run.REAL).detail())
        .endsWith("before 2026-01-01T00:00:00Z");
    assertThat(months.files()).containsExactly("b");
    assertThat(years.files()).containsExactly("b");
  }

  @Test
  void goesByAnotherColumnIfTheTableIsPartitionedByIt() {
    RetainedTable table =
        RetainedTable.of(spec -> spec.bucket("kafka_partition", 4).day("viewed_at"), TWO_DAYS);
    table.add("a", "kafka_partition_bucket=1/viewed_at_day=2026-03-07");
    table.add("b", "kafka_partition_bucket=1/viewed_at_day=2026-03-08");

    assertThat(action.run(table.table(), Run.REAL).detail())
        .isEqualTo("10 rows with viewed_at before 2026-03-08T00:00:00Z");
    assertThat(table.files()).containsExactly("b");
  }

  @Test
  void goesByTheTimeOfKafkaForRowsWithoutAValueInThatColumn() {
    RetainedTable table = RetainedTable.of(spec -> spec.day("viewed_at"), TWO_DAYS);
    table.add("old", "viewed_at_day=null", "2026-03-07T23:59:59Z");
    table.add("young", "viewed_at_day=null", "2026-03-08T00:00:00Z");
    table.add("unknown", "viewed_at_day=null");

    action.run(table.table(), Run.REAL);

    assertThat(table.files()).containsExactly("unknown", "young");
  }

  @Test
  void goesByDatesToo() {
    RetainedTable table = RetainedTable.of(spec -> spec.month("day"), TWO_DAYS);
    table.add("a", "day_month=2026-02");
    table.add("b", "day_month=2026-03");

    assertThat(action.run(table.table(), Run.REAL).detail())
        .isEqualTo("10 rows with day before 2026-03-01T00:00:00Z");
    assertThat(table.files()).containsExactly("b");
  }

  @Test
  void prefersTheTimeOfKafkaAmongSeveral() {
    RetainedTable table =
        RetainedTable.of(spec -> spec.day("viewed_at").hour("kafka_timestamp"), TWO_DAYS);
    table.add("a", "viewed_at_day=2026-03-09/kafka_timestamp_hour=2026-03-08-11");
    table.add("b", "viewed_at_day=2026-03-01/kafka_timestamp_hour=2026-03-08-12");

    action.run(table.table(), Run.REAL);

    assertThat(table.files()).containsExactly("b");
  }

  @Test
  void deletesFilesOfATableWithoutPartitionsWhoseNewestRowIsOlder() {
    RetainedTable table = RetainedTable.of(spec -> spec, TWO_DAYS);
    table.add("old", "2026-03-08T12:29:59.999999Z", null, null, 0);
    table.add("at the limit", "2026-03-08T12:30:00Z", null, null, 0);
    table.add("young", "2026-03-09T00:00:00Z", null, null, 0);
    table.add("unknown", null, null, null, 0);

    assertThat(action.run(table.table(), Run.REAL).detail())
        .endsWith("before 2026-03-08T12:30:00Z");
    assertThat(table.files()).containsExactly("at the limit", "unknown", "young");
  }

  @Test
  void deletesFilesOfBucketsWhoseNewestRowIsOlder() {
    RetainedTable table = RetainedTable.of(spec -> spec.bucket("kafka_partition", 4), TWO_DAYS);
    table.add("old", "kafka_partition_bucket=1", "2026-03-08T12:29:59Z");
    table.add("young", "kafka_partition_bucket=1", "2026-03-08T12:30:00Z");

    action.run(table.table(), Run.REAL);

    assertThat(table.files()).containsExactly("young");
  }

  @Test
  void deletesWholeFilesOfEachPartitioningThatTheTableHad() {
    RetainedTable table = RetainedTable.of(spec -> spec, TWO_DAYS);
    table.add("none-old", "2026-03-07T23:59:59Z", null, null, 0);
    table.add("none-both", "2026-03-08T00:00:00Z", null, null, 0);
    table.table().updateSpec().addField(Expressions.hour("kafka_timestamp")).commit();
    table.add("hour-old", "kafka_timestamp_hour=2026-03-07-23");
    table.add("hour-young", "kafka_timestamp_hour=2026-03-08-00");
    table
        .table()
        .updateSpec()
        .removeField("kafka_timestamp_hour")
        .addField(Expressions.day("kafka_timestamp"))
        .commit();
    table.add("day-old", "kafka_timestamp_day=2026-03-07");
    table.add("day-young", "kafka_timestamp_day=2026-03-08");

    assertThat(action.run(table.table(), Run.REAL).detail())
        .endsWith("before 2026-03-08T00:00:00Z");

    assertThat(table.files()).containsExactly("day-young", "hour-young", "none-both");
  }

  @Test
  void goesByTheColumnOfTheCurrentPartitioningInFilesFromBefore() {
    RetainedTable table = RetainedTable.of(spec -> spec, TWO_DAYS);
    table.add("old", "2026-03-10T00:00:00Z", "2026-03-07T23:59:59Z", null, 0);
    table.add("young", "2026-03-07T00:00:00Z", "2026-03-08T00:00:00Z", null, 0);
    table.add("without and old", "2026-03-07T00:00:00Z", "2026-03-07T00:00:00Z", null, 3);
    table.add("without and young", "2026-03-08T00:00:00Z", "2026-03-07T00:00:00Z", null, 3);
    table.add("all without and old", "2026-03-07T00:00:00Z", null, null, 10);
    table.add("all without and young", "2026-03-08T00:00:00Z", null, null, 10);
    table.table().updateSpec().addField(Expressions.day("viewed_at")).commit();

    action.run(table.table(), Run.REAL);

    assertThat(table.files())
        .containsExactly("all without and young", "without and young", "young");
  }

  @Test
  void hasNothingToDoTheSecondTime() {
    RetainedTable table = RetainedTable.of(spec -> spec.day("kafka_timestamp"), TWO_DAYS);
    table.add("a", "kafka_timestamp_day=2026-03-06");
    action.run(table.table(), Run.REAL);
    long snapshot = table.table().currentSnapshot().snapshotId();

    assertThat(action.run(table.table(), Run.REAL).isNothing()).isTrue();
    assertThat(table.table().currentSnapshot().snapshotId()).isEqualTo(snapshot);
  }

  @Test
  void onlyCountsWhenItPlans() {
    RetainedTable table = RetainedTable.of(spec -> spec.day("kafka_timestamp"), TWO_DAYS);
    table.add("a", "kafka_timestamp_day=2026-03-06");
    table.add("b", "kafka_timestamp_day=2026-03-08");

    Effect planned = action.run(table.table(), Run.DRY);

    assertThat(table.files()).containsExactly("a", "b");
    assertThat(planned).isEqualTo(action.run(table.table(), Run.REAL));
  }

  @Test
  void deletesManyFilesInSeveralCommits() {
    RetainedTable table = RetainedTable.of(spec -> spec.day("kafka_timestamp"), TWO_DAYS);
    for (int i = 0; i < 5; i++) {
      table.add("old-" + i, "kafka_timestamp_day=2026-03-0" + (1 + i));
    }
    table.add("young", "kafka_timestamp_day=2026-03-08");

    Effect effect = new DeleteExpiredRows(NOW, 2).run(table.table(), Run.REAL);

    assertThat(effect.filesBefore()).isEqualTo(5);
    assertThat(table.files()).containsExactly("young");
    assertThat(table.table().snapshots())
        .filteredOn(snapshot -> snapshot.operation().equals(DataOperations.DELETE))
        .hasSize(3);
  }

  @Test
  void leavesATableWithoutARetentionOrWithoutRowsAlone() {
    RetainedTable without = RetainedTable.of(spec -> spec.day("kafka_timestamp"), Map.of());
    without.add("a", "kafka_timestamp_day=2020-01-01");
    RetainedTable empty = RetainedTable.of(spec -> spec.day("kafka_timestamp"), TWO_DAYS);

    assertThat(action.concerns(without.table())).isFalse();
    assertThat(action.concerns(empty.table())).isTrue();
    for (RetainedTable table : List.of(without, empty)) {
      assertThat(action.run(table.table(), Run.DRY).isNothing()).isTrue();
      assertThat(action.run(table.table(), Run.REAL).isNothing()).isTrue();
    }
    assertThat(without.files()).containsExactly("a");
  }

  @Test
  void refusesARetentionThatIsNotAPositiveNumber() {
    for (String retention : List.of("0", "-1", "30d")) {
      RetainedTable table =
          RetainedTable.of(
              spec -> spec.day("kafka_timestamp"), Map.of("bidlake.retention", retention));
      table.add("a", "kafka_timestamp_day=2020-01-01");

      assertThatThrownBy(() -> action.run(table.table(), Run.REAL))
          .isInstanceOf(ValidationException.class)
          .hasMessage(
              "bidlake.retention of %s must be a positive number of milliseconds, was '%s'",
              table.table().name(), retention);
    }
  }

  @Test
  void refusesATableWithoutATime() {
    Schema schema = new Schema(NestedField.required(1, "kafka_timestamp", IntegerType.get()));
    RetainedTable table = RetainedTable.of(schema, spec -> spec, TWO_DAYS);

    assertThatThrownBy(() -> action.run(table.table(), Run.REAL))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("must be partitioned by hour, day, month or year, or have a column");
  }

  @Test
  void findsStartsOfPartitionsBefore1970Too() {
    Instant time = Instant.parse("1969-12-31T23:30:00Z");

    assertThat(RetentionLimit.startOfPartition(Transforms.hour(), time))
        .contains(Instant.parse("1969-12-31T23:00:00Z"));
    assertThat(RetentionLimit.startOfPartition(Transforms.day(), time))
        .contains(Instant.parse("1969-12-31T00:00:00Z"));
    assertThat(RetentionLimit.startOfPartition(Transforms.month(), time))
        .contains(Instant.parse("1969-12-01T00:00:00Z"));
    assertThat(RetentionLimit.startOfPartition(Transforms.year(), time))
        .contains(Instant.parse("1969-01-01T00:00:00Z"));
    assertThat(RetentionLimit.startOfPartition(Transforms.bucket(4), time)).isEmpty();
  }
}
