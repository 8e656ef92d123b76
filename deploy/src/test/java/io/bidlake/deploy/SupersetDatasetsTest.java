package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Superset's data sets read, and where from. */
class SupersetDatasetsTest {

  private static final String LANDING_TABLES = "landing_tables";

  static Stream<Named<JsonNode>> datasetsWithSql() {
    return SupersetAssets.all("datasets").stream()
        .filter(dataset -> dataset.has("sql"))
        .filter(dataset -> !dataset.path("table_name").asText().equals(LANDING_TABLES))
        .map(dataset -> Named.of(dataset.path("table_name").asText(), dataset));
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
    Set<String> tables = Tables.ALL.stream().map(TableDefinition::name).collect(Collectors.toSet());
    TrinoSql sql = new TrinoSql(dataset.path("sql").asText());

    assertThat(sql.tables()).isNotEmpty().isSubsetOf(tables);
    assertThat(sql.statement()).doesNotContain(";");
  }

  /** The names are those of the catalog, so that the query works without any table and schema. */
  @Test
  void listsTheTablesOfTheLandingJobFromTheCatalogOnly() {
    TrinoSql sql = new TrinoSql(sqlOf(LANDING_TABLES));

    assertThat(sql.sources()).containsExactly("information_schema.columns");
    assertThat(sql.statement()).contains("WHERE table_schema = 'landing'").doesNotContain(";");
  }

  @Test
  void countsTheColumnsOfRecordsWithoutThoseThatComeFromKafka() {
    assertThat(sqlOf(LANDING_TABLES))
        .containsPattern(
            "column_name IN \\('kafka_topic', 'kafka_partition', 'kafka_offset', 'kafka_timestamp',"
                + " 'kafka_key',\\s+'kafka_headers', 'kafka_schema_id'\\)");
  }

  private static String sqlOf(String dataset) {
    return SupersetAssets.all("datasets").stream()
        .filter(it -> it.path("table_name").asText().equals(dataset))
        .findFirst()
        .orElseThrow()
        .path("sql")
        .asText();
  }
}
