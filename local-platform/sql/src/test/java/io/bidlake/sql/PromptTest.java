package io.bidlake.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlake.testing.TypedTerminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types at the prompt, in a pseudo-terminal. */
class PromptTest {

  private static final int COLUMNS = 80;
  private static final String PROMPT = "bidlake> ";

  @TempDir private static Path folder;
  private static TypedTerminal terminal;

  @BeforeAll
  static void start() throws Exception {
    terminal = prompt(COLUMNS);
    terminal.read(PROMPT);
  }

  @AfterAll
  static void leave() throws Exception {
    terminal.typeLine("quit");
    assertThat(terminal.end()).isZero();
    terminal.close();
  }

  @Test
  void ctrlCDropsAnUnfinishedStatement() throws Exception {
    terminal.typeLine("SELECT 1,");
    terminal.read("until ;");
    terminal.ctrlC();
    terminal.read(PROMPT);

    terminal.typeLine("SELECT 2 AS n;");

    assertThat(terminal.read("1 row")).contains("| n |", "| 2 |");
    terminal.read(PROMPT);
  }

  @Test
  void ctrlCCancelsTheStatementThatRuns() throws Exception {
    terminal.typeLine(
        "CREATE TEMPORARY TABLE slow (n BIGINT) WITH ('connector' = 'datagen',"
            + " 'number-of-rows' = '1000000', 'rows-per-second' = '1');");
    terminal.read("OK (");
    terminal.read(PROMPT);
    terminal.typeLine("SELECT count(*) FROM slow;");
    // Before it has begun there is nothing to cancel.
    await()
        .pollInterval(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              boolean isCancelled = terminal.screen().contains("Cancelled (");
              if (!isCancelled) {
                terminal.ctrlC();
              }
              return isCancelled;
            });
    terminal.read("Cancelled (");
    terminal.read(PROMPT);

    terminal.typeLine("SELECT 2 AS n;");

    assertThat(terminal.read("1 row")).contains("| 2 |");
    terminal.read(PROMPT);
  }

  /**
   * The first statement makes Parquet's codec and does not use it: partition columns are not in the
   * files. The codec outlives the class loader of the statement.
   */
  @Test
  void readsFilesAfterAStatementThatReadsPartitionColumnsOnly() throws Exception {
    StringWriter errors = new StringWriter();
    List<String> fill = new ArrayList<>(catalog());
    fill.addAll(
        List.of(
            "-e",
            """
            CREATE DATABASE IF NOT EXISTS db;
            CREATE TABLE db.parts (name STRING, price DOUBLE) PARTITIONED BY (name);
            INSERT INTO db.parts VALUES ('a', 1.5), ('b', 2);
            """));
    int exitCode =
        Sql.run(fill, Map.of(), new PrintWriter(new StringWriter()), new PrintWriter(errors));
    assertThat(errors.toString()).isEmpty();
    assertThat(exitCode).isZero();

    terminal.typeLine("SELECT name, count(*) AS n FROM db.parts GROUP BY name ORDER BY n LIMIT 5;");
    terminal.read("2 rows (");
    terminal.read(PROMPT);
    terminal.typeLine("SELECT max(price) AS highest FROM db.parts;");

    assertThat(terminal.read("1 row (")).contains("|     2.0 |");
    terminal.read(PROMPT);
  }

  @Test
  void showsTheRowOfAWideResultVertically() throws Exception {
    terminal.typeLine("SELECT 'x' AS first_column, 2 AS n\\G");

    assertThat(terminal.read("1 row (")).contains("first_column | x", "n            | 2");
    terminal.read(PROMPT);
  }

  @Test
  void showsAResultThatIsHigherThanTheScreenInAPager() throws Exception {
    terminal.typeLine(
        "SELECT a * 9 + b AS n FROM (VALUES 0,1,2,3,4,5,6,7,8) AS x(a),"
            + " (VALUES 1,2,3,4,5,6,7,8,9) AS y(b);");
    terminal.read("| n ");
    terminal.type("G");
    terminal.read("81");
    terminal.type("q");

    terminal.read("81 rows (");
    terminal.read(PROMPT);
  }

  @Test
  void worksInATerminalThatDoesNotKnowItsSize() throws Exception {
    try (TypedTerminal sizeless = prompt(0)) {
      sizeless.read(PROMPT);
      sizeless.typeLine("SELECT 2 AS n;");
      assertThat(sizeless.read("1 row")).contains("| 2 |");
      sizeless.read(PROMPT);

      sizeless.typeLine("quit");
      assertThat(sizeless.end()).isZero();
    }
  }

  private static TypedTerminal prompt(int columns) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    // As Flink must be let into the JDK's packages, whoever starts it.
    line.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> option.startsWith("--add-"))
            .toList());
    line.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Sql.class.getName(),
            "--history",
            folder.resolve("history").toString()));
    line.addAll(catalog());
    return new TypedTerminal(line, Map.of(), columns);
  }

  private static List<String> catalog() {
    return List.of(
        "--catalog.type",
        "hadoop",
        "--catalog.warehouse",
        folder.toUri().toString(),
        "--catalog.io-impl",
        LocalFiles.class.getName());
  }
}
