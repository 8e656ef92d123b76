package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Superset knows of the tables is what the model says. */
class SupersetDatasetsTest {

  static Stream<Named<TableDefinition>> tables() {
    return Tables.ALL.stream().map(table -> Named.of(table.name(), table));
  }

  static Stream<Named<JsonNode>> datasetsWithSql() {
    return SupersetAssets.all("datasets").stream()
        .filter(dataset -> dataset.has("sql"))
        .map(dataset -> Named.of(dataset.path("table_name").asText(), dataset));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void hasTheColumnsOfEveryTable(TableDefinition table) {
    assertThat(SupersetAssets.datasetsByName()).containsKey(table.name());
    List<String> columns = new ArrayList<>();
    for (JsonNode column : dataset(table).path("columns")) {
      if (!column.has("expression")) {
        columns.add(column.path("column_name").asText());
      }
    }

    assertThat(columns)
        .isEqualTo(table.schema().columns().stream().map(Types.NestedField::name).toList());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void knowsWhichColumnsAreTimes(TableDefinition table) {
    List<String> times = new ArrayList<>();
    for (JsonNode column : dataset(table).path("columns")) {
      if (column.path("is_dttm").asBoolean()) {
        times.add(column.path("column_name").asText());
      }
    }

    assertThat(times)
        .isEqualTo(
            table.schema().columns().stream()
                .filter(column -> column.type().typeId() == Type.TypeID.TIMESTAMP)
                .map(Types.NestedField::name)
                .toList())
        .contains(dataset(table).path("main_dttm_col").asText());
  }

  @Test
  void readsFromTrinoByItsNameInCompose() {
    JsonNode database = SupersetAssets.all("databases").get(0);

    assertThat(database.path("sqlalchemy_uri").asText())
        .isEqualTo("trino://trino@trino:8080/iceberg");
    assertThat(SupersetAssets.all("datasets"))
        .allMatch(dataset -> dataset.path("database_uuid").equals(database.path("uuid")))
        .allMatch(dataset -> dataset.path("catalog").asText().equals("iceberg"))
        .allMatch(dataset -> dataset.path("schema").asText().equals(Tables.NAMESPACE));
  }

  @ParameterizedTest
  @MethodSource("datasetsWithSql")
  void readsTablesOfTheLakeInSql(JsonNode dataset) {
    Set<String> tables = tables().map(Named::getName).collect(Collectors.toSet());

    assertThat(sql(dataset).tables()).isNotEmpty().isSubsetOf(tables);
    assertThat(sql(dataset).statement()).doesNotContain(";");
  }

  @Test
  void coversEveryTableInItsFreshness() {
    TrinoSql freshness = sql(SupersetAssets.datasetsByName().get("table_freshness"));

    assertThat(freshness.tables())
        .isEqualTo(tables().map(Named::getName).collect(Collectors.toSet()));
  }

  @Test
  void countsWhatIsLeftOutOfEveryTopicAndEveryTableOfWindows() {
    String statement = sql(SupersetAssets.datasetsByName().get("events_left_out")).statement();
    String topics =
        Topics.ALL.stream()
            .map(Topic::name)
            .map("'%s'"::formatted)
            .collect(Collectors.joining(", "));
    String tables =
        Stream.of(
                Tables.HOURLY_IMPRESSIONS_BY_GEO,
                Tables.ROLLING_METRICS_BY_BIDDER,
                Tables.HOURLY_FUNNEL_BY_PUBLISHER)
            .map(table -> "'%s'".formatted(table.name()))
            .collect(Collectors.joining(", "));

    assertThat(statement)
        .contains("(VALUES %s)".formatted(topics))
        .contains("(VALUES %s)".formatted(tables));
  }

  @Test
  void convertsWithTheRatesOfTheJobs() {
    assertThat(sql(SupersetAssets.datasetsByName().get("live_funnel")).rates())
        .isEqualTo(TrinoSql.ratesOfTheJobs());
  }

  private static JsonNode dataset(TableDefinition table) {
    return SupersetAssets.datasetsByName().get(table.name());
  }

  private static TrinoSql sql(JsonNode dataset) {
    return new TrinoSql(dataset.path("sql").asText());
  }
}
