package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries that come with Bidlake: what the command that runs them all can rely on. */
class QueriesTest {
  private static final String FOLDER = "deploy/trino/queries";
  private static final String ONE_ROW = "18-time-travel.sql";
  private static final Set<String> TABLES =
      Tables.ALL.stream().map(TableDefinition::name).collect(Collectors.toSet());

  static Stream<String> queries() {
    return Project.files(FOLDER, ".sql").stream().map(Path::getFileName).map(Path::toString);
  }

  @Test
  void areNumberedWithoutGaps() {
    List<String> numbers = queries().map(name -> name.substring(0, 2)).toList();

    assertThat(numbers)
        .isNotEmpty()
        .isEqualTo(IntStream.rangeClosed(1, numbers.size()).mapToObj("%02d"::formatted).toList());
    assertThat(queries()).allMatch(name -> name.matches("\\d\\d-[a-z]+(-[a-z]+)*\\.sql"));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void beginsWithTheQuestionThatItAnswers(String name) {
    assertThat(text(name).lines().findFirst().orElse("")).matches("-- TITLE: [A-Z].*\\?");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void isOneStatementThatReads(String name) {
    assertThat(sql(name).statement()).matches("(?s)(SELECT|WITH)\\s.*").doesNotContain(";");
  }

  /**
   * Trino's client prints the rows that have come after three seconds, and fits the columns to
   * these rows: sorted rows come all at once.
   */
  @ParameterizedTest
  @MethodSource("queries")
  void sortsItsRows(String name) {
    assertThat(withoutParentheses(sql(name).statement()))
        .containsPattern(name.equals(ONE_ROW) ? "CROSS JOIN" : "ORDER BY");
  }

  private static String withoutParentheses(String sql) {
    String inner = sql.replaceAll("\\([^()]*\\)", " ");
    return inner.equals(sql) ? sql : withoutParentheses(inner);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void readsTablesOfTheLakeByTheirPlainNames(String name) {
    assertThat(sql(name).tables()).isNotEmpty().isSubsetOf(TABLES);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void readsMetadataThatIcebergHas(String name) {
    assertThat(sql(name).sources())
        .allMatch(source -> source.matches("\\w+|\\w+\\$(snapshots|history|files|partitions)"));
  }

  private static TrinoSql sql(String name) {
    return new TrinoSql(text(name));
  }

  private static String text(String name) {
    return Project.text(FOLDER + "/" + name);
  }
}
