package io.bidlake.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command over a catalog in a folder. */
class SqlTest {

  @TempDir static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void fillATable() {
    SqlTest writer = new SqlTest();
    int exitCode =
        writer.sql(
            "-e",
            """
            CREATE DATABASE db;
            CREATE TABLE clicks (click_id STRING, price DOUBLE, at_time TIMESTAMP_LTZ(6));
            INSERT INTO clicks VALUES ('c1', 1.5, TO_TIMESTAMP_LTZ(1770120000080, 3)), ('c2', 2, CAST(NULL AS TIMESTAMP_LTZ(3)));
            """);
    assertThat(writer.err.toString()).isEmpty();
    assertThat(writer.out.toString().lines().filter(line -> line.startsWith("OK"))).hasSize(3);
    assertThat(exitCode).isZero();
  }

  @Test
  void printsATableWithRowCountAndTime() {
    assertThat(sql("-e", "SELECT count(*) AS n, sum(price) AS total FROM clicks")).isZero();

    assertThat(out.toString())
        .contains("| n | total |", "| 2 |   3.5 |")
        .containsPattern("1 row \\(\\d+\\.\\d\\d s\\)");
  }

  @Test
  void printsOnlyDataForPrograms() {
    assertThat(sql("--format", "json", "-e", "SELECT * FROM clicks ORDER BY click_id;")).isZero();

    assertThat(out.toString())
        .isEqualTo(
            """
            {"click_id":"c1","price":1.5,"at_time":"2026-02-03 12:00:00.080Z"}
            {"click_id":"c2","price":2.0,"at_time":null}
            """);
  }

  @Test
  void runsTheStatementsOfAFile() throws IOException {
    Path file = folder.resolve("statements.sql");
    Files.writeString(file, "-- first;\nSHOW TABLES;\nDESCRIBE clicks;");

    assertThat(sql("-f", file.toString(), "--format", "csv")).isZero();

    assertThat(out.toString().lines())
        .startsWith("table name", "clicks")
        .contains("click_id,STRING,true,,,");
  }

  @Test
  void namesTheCatalogThatDoesNotAnswer() {
    List<String> args = List.of("--catalog.uri", "http://127.0.0.1:1", "-e", "SELECT 1");

    assertThat(Sql.run(args, Map.of(), new PrintWriter(out), new PrintWriter(err, true)))
        .isEqualTo(1);

    assertThat(err.toString().strip())
        .startsWith(
            "Error: the Iceberg catalog at http://127.0.0.1:1 cannot be opened (catalog.uri): ")
        .endsWith("Connection refused");
  }

  @Test
  void readsMetadataTables() {
    assertThat(sql("--format", "csv", "-e", "SELECT operation FROM clicks$snapshots")).isZero();

    assertThat(out.toString().lines()).containsExactly("operation", "append");
  }

  @Test
  void stopsAtTheFirstErrorWithOneClearLine() {
    assertThat(sql("-e", "SELECT nothing FROM clicks; SHOW TABLES")).isEqualTo(1);

    assertThat(err.toString().lines())
        .containsExactly("Error: Column 'nothing' not found in any table");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysWhereTheSyntaxIsWrong() {
    assertThat(sql("-e", "SELECT * FORM clicks")).isEqualTo(1);

    assertThat(err.toString().lines())
        .containsExactly("Error: Encountered \"clicks\" at line 1, column 15.");
  }

  @Test
  void saysThatTheFirstWordIsNoneOfSqls() {
    assertThat(sql("-e", "selct 1")).isEqualTo(1);

    assertThat(err.toString().lines())
        .containsExactly("Error: unexpected 'selct' where a statement begins");
  }

  @Test
  void refusesAnUnknownSettingAndAFormatThatIsNone() {
    assertThat(sql("--formt", "csv", "--format", "xml", "-e", "SELECT 1")).isEqualTo(2);

    assertThat(err.toString())
        .contains("format must be one of table, csv, json, was 'xml'", "did you mean --format?");
  }

  @Test
  void completesTablesColumnsAndWords() {
    NameCompleter completer = new NameCompleter(new Lake(catalog()));

    assertThat(completer.names("SELECT * FROM cl", "cl")).containsExactly("clicks");
    assertThat(completer.names("SELECT pr FROM clicks", "pr")).containsExactly("price");
    assertThat(completer.names("sel", "sel")).containsExactly("SELECT");
  }

  private static Map<String, String> catalog() {
    return Map.of(
        "type",
        "iceberg",
        "catalog-type",
        "hadoop",
        "warehouse",
        folder.toUri().toString(),
        "default-database",
        "db");
  }

  private int sql(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(
        List.of("--catalog.type", "hadoop", "--catalog.warehouse", folder.toUri().toString()));
    return Sql.run(all, Map.of(), new PrintWriter(out), new PrintWriter(err));
  }
}
