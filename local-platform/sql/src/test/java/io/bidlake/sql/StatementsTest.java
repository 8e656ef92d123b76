package io.bidlake.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.sql.Statements.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {

  @Test
  void endsAStatementAtASemicolon() {
    assertThat(Statements.of("SELECT 1; SELECT\n2 ;"))
        .isEqualTo(
            new Statements(
                List.of(new Statement("SELECT 1", false), new Statement("SELECT\n2", false)),
                "",
                ";"));
  }

  @Test
  void keepsWhatHasNoSemicolonYet() {
    assertThat(Statements.of("SELECT 1; SELECT 2").rest()).isEqualTo("SELECT 2");
    assertThat(texts(Statements.script("SELECT 1; SELECT 2")))
        .containsExactly("SELECT 1", "SELECT 2");
  }

  @Test
  void leavesSemicolonsInQuotesAlone() {
    assertThat(texts(Statements.of("SELECT 'a;b', `c;d`, 'it''s; so';").complete()))
        .containsExactly("SELECT 'a;b', `c;d`, 'it''s; so'");
  }

  @Test
  void leavesSemicolonsInCommentsAlone() {
    assertThat(texts(Statements.of("SELECT 1 -- not; here\n, 2 /* nor; here */;").complete()))
        .containsExactly("SELECT 1 -- not; here\n, 2 /* nor; here */");
  }

  @Test
  void dropsStatementsThatSayNothing() {
    assertThat(Statements.script(" ; -- nothing\n; /* nothing */ ;\n")).isEmpty();
  }

  @Test
  void takesAnOpenQuoteAsUnfinished() {
    assertThat(Statements.of("SELECT 'a;").complete()).isEmpty();
    assertThat(Statements.of("SELECT 'a;").rest()).isEqualTo("SELECT 'a;");
  }

  @Test
  void keepsHints() {
    assertThat(texts(Statements.script("/*+ hint */"))).containsExactly("/*+ hint */");
  }

  @Test
  void endsAStatementWhoseRowsAreWantedVerticallyAtBackslashG() {
    assertThat(Statements.script("SELECT '\\G' \\G SELECT 2;"))
        .containsExactly(new Statement("SELECT '\\G'", true), new Statement("SELECT 2", false));
  }

  @Test
  void saysWhatAnUnfinishedStatementLacks() {
    assertThat(Statements.of("SELECT 1").missing()).isEqualTo(";");
    assertThat(Statements.of("SELECT 1 -- why").missing()).isEqualTo(";");
    assertThat(Statements.of("SELECT 'a;").missing()).isEqualTo("'");
    assertThat(Statements.of("SELECT 1 /* why;").missing()).isEqualTo("*/");
  }

  private static List<String> texts(List<Statement> statements) {
    return statements.stream().map(Statement::text).toList();
  }
}
