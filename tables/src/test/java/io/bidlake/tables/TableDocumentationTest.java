package io.bidlake.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.GeneratedDoc;
import io.bidlake.testing.SourceTree;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/tables.md} equal to the tables: who changes a column changes what others query.
 * {@code -Dupdate.docs=true} rewrites it.
 */
class TableDocumentationTest {

  private static final Path DOCS = SourceTree.root().resolve("docs");

  @Test
  void describesTheTablesAsTheyAreDefined() {
    String tables =
        Tables.ALL.stream().map(TableDocumentationTest::describe).collect(Collectors.joining())
            + Dimensions.ALL.stream()
                .map(TableDocumentationTest::describe)
                .collect(Collectors.joining());
    assertDocumented(DOCS.resolve("tables.md"), "tables", tables);
  }

  private static void assertDocumented(Path page, String name, String expected) {
    GeneratedDoc.updateIfAsked(page, name, expected);
    assertThat(GeneratedDoc.read(page, name)).isEqualTo(expected);
  }

  private static String describe(Dimension dimension) {
    return "\n## %s\n\n%s Not partitioned; [loaded from files](dimensions.md).\n\n%s"
        .formatted(dimension.name(), dimension.description(), columns(dimension.schema()));
  }

  private static String columns(Schema schema) {
    return schema.columns().stream()
        .map(TableDocumentationTest::describe)
        .collect(Collectors.joining("", "| column | type | what it is |\n|---|---|---|\n", ""));
  }

  private static String describe(TableDefinition<?> table) {
    String partitions =
        table.partitioning().fields().stream()
            .map(field -> "`" + field.name() + "`")
            .collect(Collectors.joining(", "));
    String order =
        table.sortOrder().fields().stream()
            .map(field -> "`" + table.schema().findColumnName(field.sourceId()) + "`")
            .collect(Collectors.joining(", "));
    return "\n## %s\n\n%s Partitioned by %s%s.\n\n%s"
        .formatted(
            table.name(),
            table.description(),
            partitions,
            order.isEmpty() ? "" : "; sorted by %s when compacted".formatted(order),
            columns(table.schema()));
  }

  private static String describe(NestedField column) {
    return "| `%s` | %s%s | %s |\n"
        .formatted(
            column.name(), column.type(), column.isRequired() ? ", required" : "", column.doc());
  }
}
