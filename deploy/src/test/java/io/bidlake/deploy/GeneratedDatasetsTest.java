package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.testing.GeneratedDoc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Superset's data sets of the tables: what they are and which columns they have is held equal to
 * the tables. {@code -Dupdate.docs=true} rewrites that, and makes a data set for a new table. The
 * metrics, and columns with an expression, are written by hand.
 */
class GeneratedDatasetsTest {

  static final List<TableDefinition<?>> TABLES = Tables.ALL;

  private static final String NEW =
      """
      # generated: table
      # end of generated: table
      filter_select_enabled: true
      columns:
        # generated: columns
        # end of generated: columns
      metrics:
        - metric_name: table_rows
          verbose_name: Rows
          expression: COUNT(*)
          d3format: ',d'
      uuid: %s
      version: 1.0.0
      database_uuid: %s
      """;

  @ParameterizedTest
  @FieldSource("TABLES")
  void sayWhatTheTablesAre(TableDefinition<?> table) {
    Path file = Project.path(SupersetAssets.FOLDER + "/datasets/" + table.name() + ".yaml");
    GeneratedDoc.createIfAsked(file, NEW.formatted(uuid(table), database()));

    GeneratedDoc.hold(file, "table", describe(table));
    GeneratedDoc.hold(
        file,
        "columns",
        table.schema().columns().stream()
            .map(GeneratedDatasetsTest::describe)
            .collect(Collectors.joining()));
  }

  @Test
  void haveUuidsOfTheirOwn() {
    assertThat(SupersetAssets.datasetsByUuid()).hasSameSizeAs(SupersetAssets.all("datasets"));
  }

  private static UUID uuid(TableDefinition<?> table) {
    String name = "bidlake/datasets/" + table.name();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String database() {
    return SupersetAssets.all("databases").get(0).path("uuid").asText();
  }

  private static String describe(TableDefinition<?> table) {
    return """
    table_name: %s
    description: %s
    main_dttm_col: %s
    catalog: iceberg
    schema: %s
    """
        .formatted(
            table.name(),
            quoted(table.description()),
            GeneratedQueriesTest.timeColumn(table),
            Tables.NAMESPACE);
  }

  private static String describe(NestedField column) {
    String time = column.type().typeId() == Type.TypeID.TIMESTAMP ? "  is_dttm: true\n" : "";
    return """
    - column_name: %s
      type: %s
    %s  groupby: true
      filterable: true
      description: %s
    """
        .formatted(column.name(), typeInTrino(column.type()), time, quoted(column.doc()));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String typeInTrino(Type type) {
    return switch (type.typeId()) {
      case STRING -> "VARCHAR";
      case INTEGER -> "INTEGER";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case BINARY -> "VARBINARY";
      case TIMESTAMP -> "TIMESTAMP(6) WITH TIME ZONE";
      case LIST -> "ARRAY(%s)".formatted(typeInTrino(type.asListType().elementType()));
      default -> throw new IllegalArgumentException("no type of Trino's is given for " + type);
    };
  }
}
