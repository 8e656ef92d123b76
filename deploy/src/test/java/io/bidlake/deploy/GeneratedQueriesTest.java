package io.bidlake.deploy;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.FlatTable;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.testing.GeneratedDoc;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lists in SQL, held equal to the tables, the topics and the rates. {@code -Dupdate.docs=true}
 * rewrites them.
 */
class GeneratedQueriesTest {

  private static final String QUERIES = "deploy/trino/queries/";
  private static final String DATASETS = SupersetAssets.FOLDER + "/datasets/";
  private static final String RATES =
      "domain/src/main/resources/io/bidlake/domain/currency-rates.csv";

  @Test
  void countsEveryTable() {
    hold(
        QUERIES + "01-table-counts.sql",
        "rows and events of each table",
        ofEachTable(
            table ->
                "SELECT '%1$s', COUNT(*), %2$s FROM %1$s".formatted(table.name(), events(table))));
  }

  @ParameterizedTest
  @ValueSource(strings = {QUERIES + "16-freshness.sql", DATASETS + "table_freshness.yaml"})
  void saysHowFreshEveryTableIs(String file) {
    hold(
        file,
        "newest row of each table",
        ofEachTable(
            table ->
                "SELECT '%1$s', MAX(%2$s) FROM %1$s".formatted(table.name(), timeColumn(table))));
    hold(
        file,
        "last commit of each table",
        ofEachTable("SELECT '%1$s', MAX(committed_at) FROM \"%1$s$snapshots\""::formatted));
  }

  @Test
  void looksAtTheFilesOfEveryTable() {
    hold(
        QUERIES + "20-files.sql",
        "files of each table",
        ofEachTable(
            "SELECT '%1$s', content, record_count, file_size_in_bytes FROM \"%1$s$files\""
                ::formatted));
  }

  @Test
  void hasARowForEveryTopicAndTableOfWindows() {
    String file = DATASETS + "events_left_out.yaml";
    hold(file, "topics", literals(Topics.ALL, Topic::name));
    hold(file, "tables of windows", literals(Tables.WINDOWS, TableDefinition::name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        QUERIES + "08-revenue-by-publisher.sql",
        QUERIES + "12-revenue-agrees.sql",
        DATASETS + "live_funnel.yaml"
      })
  void convertsWithTheRatesOfTheJobs(String file) {
    String rates =
        Project.text(RATES)
            .lines()
            .filter(line -> line.matches("[A-Z]{3},.*"))
            .map(line -> line.split(","))
            .map(cells -> "('%s', %se0)".formatted(cells[0], cells[1]))
            .collect(Collectors.joining(",\n", "", "\n"));
    hold(file, "rates of currencies", rates);
  }

  /** The column by whose day a table is partitioned. */
  static String timeColumn(TableDefinition<?> table) {
    int column = table.partitioning().fields().get(0).sourceId();
    return table.schema().findColumnName(column);
  }

  /** The number of different events in a table; null where a row is no event. */
  private static String events(TableDefinition<?> table) {
    if (table instanceof FlatTable<?> flat) {
      return "COUNT(DISTINCT %s)".formatted(flat.idColumn());
    }
    if (table.equals(Tables.BID_REQUESTS) || table.equals(Tables.BID_REQUESTS_ENRICHED)) {
      return "COUNT(DISTINCT request_id)";
    }
    return table.equals(Tables.BID_RESPONSES) ? "COUNT(DISTINCT response_id)" : "NULL";
  }

  private static String ofEachTable(Function<TableDefinition<?>, String> select) {
    return Tables.ALL.stream().map(select).collect(Collectors.joining("\nUNION ALL ", "", "\n"));
  }

  private static <T> String literals(Collection<? extends T> values, Function<T, String> name) {
    List<String> names = values.stream().map(name).map("'%s'"::formatted).toList();
    return String.join(",\n", names) + "\n";
  }

  private static void hold(String file, String part, String content) {
    GeneratedDoc.hold(Project.path(file), part, content);
  }
}
