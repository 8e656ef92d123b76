package io.bidlake.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bidlake.settings.Settings;
import io.bidlake.tables.ColumnType;
import io.bidlake.tables.Columns;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.TableDefinition.Layout;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {

  @TempDir Path warehouse;
  private Lake lake;

  @BeforeEach
  void openLake() {
    lake = new Lake(settings("--catalog.type", "hadoop", "--catalog.warehouse", "" + warehouse));
  }

  @Test
  void createsNamespaceAndTableAsDefined() {
    Table table = lake.open(Tables.BID_REQUESTS);

    assertThat(table.schema().columns().stream().map(NestedField::name))
        .containsExactlyElementsOf(
            Tables.BID_REQUESTS.schema().columns().stream().map(NestedField::name).toList());
    assertThat(table.spec().fields().stream().map(field -> field.name()))
        .containsExactly("event_timestamp_day", "device_geo_country");
    assertThat(table.sortOrder().isSorted()).isTrue();
    assertThat(table.properties()).containsEntry("write.parquet.compression-codec", "zstd");
    assertThat(lake.find("bid_requests")).isPresent();
    assertThat(lake.find("clicks")).isEmpty();
  }

  @Test
  void leavesATableAsItIsWhenNothingIsMissing() {
    Table created = lake.open(Tables.CLICKS);

    assertThat(lake.open(Tables.CLICKS).schema().schemaId()).isEqualTo(created.schema().schemaId());
  }

  @Test
  void addsAMissingColumnAsOptional() {
    lake.open(table(required(1, "id", Types.StringType.get())));

    Table widened =
        lake.open(
            table(
                required(1, "id", Types.StringType.get()),
                required(2, "viewability_score", Types.DoubleType.get())));

    assertThat(widened.schema().findField("viewability_score").isOptional()).isTrue();
    assertThat(widened.properties())
        .hasEntrySatisfying(
            TableDefinition.addedAt("viewability_score"),
            millis ->
                assertThat(Instant.ofEpochMilli(Long.parseLong(millis)))
                    .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES)))
        .doesNotContainKey(TableDefinition.addedAt("id"));
  }

  @Test
  void refusesAColumnOfAnotherType() {
    lake.open(table(required(1, "id", Types.StringType.get())));

    assertThatThrownBy(() -> lake.open(table(required(1, "id", Types.LongType.get()))))
        .isInstanceOf(IncompatibleTableException.class)
        .hasMessageContaining("db.sample")
        .hasMessageContaining("column id must be long, was string");
  }

  @Test
  void refusesARequiredColumnThatItDoesNotWrite() {
    lake.open(
        table(required(1, "id", Types.StringType.get()), required(2, "x", Types.LongType.get())));

    assertThatThrownBy(() -> lake.open(table(required(1, "id", Types.StringType.get()))))
        .isInstanceOf(IncompatibleTableException.class)
        .hasMessageContaining("column x is required but this job does not write it");
  }

  @Test
  void refusesATableOfAFormatThatKeepsTheLineageOfRows() {
    lake.open(Tables.CLICKS).updateProperties().set("format-version", "3").commit();

    assertThatThrownBy(() -> lake.open(Tables.CLICKS))
        .isInstanceOf(IncompatibleTableException.class)
        .hasMessageContaining("db.clicks cannot be written: its format version must be 2, was 3");
    assertThatThrownBy(() -> lake.find("clicks")).isInstanceOf(IncompatibleTableException.class);
  }

  @Test
  void laysRowsOutLikeTheTableThatSomebodyWidenedByHand() {
    Table table = lake.open(table(required(1, "id", Types.StringType.get())));
    table.updateSchema().addColumn("note", Types.StringType.get()).moveFirst("note").commit();

    TableRows<Object> rows = lake.rows(table(required(1, "id", Types.StringType.get())));

    RowData row = rows.writer().write("source");
    assertThat(row.getArity()).isEqualTo(3);
    assertThat(row.isNullAt(0)).isTrue();
    assertThat(row.getTimestamp(2, 6).getMillisecond()).isEqualTo(7);
  }

  @Test
  void namesTheCatalogThatDoesNotAnswer() {
    CatalogSettings away = settings("--catalog.uri", "http://127.0.0.1:1");

    assertThatThrownBy(() -> new Lake(away))
        .isInstanceOf(CatalogUnavailableException.class)
        .hasMessageStartingWith("the catalog http://127.0.0.1:1 cannot be used: Connect to");
  }

  private static NestedField required(int id, String name, org.apache.iceberg.types.Type type) {
    return NestedField.required(id, name, type);
  }

  /** A table of these columns, and a time by which it is partitioned. */
  private static TableDefinition<Object> table(NestedField... columns) {
    Columns<Object> all = new Columns<>();
    for (NestedField column : columns) {
      ColumnType<?> type =
          switch (column.type().typeId()) {
            case STRING -> ColumnType.TEXT;
            case LONG -> ColumnType.LONG;
            default -> ColumnType.DOUBLE;
          };
      all.required(column.name(), type, source -> null, "");
    }
    all.required("seen_at", ColumnType.MILLIS, source -> 7L, "");
    return new TableDefinition<>("sample", "A sample.", all.all(), Layout.byDay("seen_at"));
  }

  private static CatalogSettings settings(String... args) {
    Settings settings = Settings.of(List.of(args), Map.of());
    CatalogSettings catalog = CatalogSettings.read(settings);
    settings.check();
    return catalog;
  }
}
