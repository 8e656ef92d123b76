package io.bidlake.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

class ResultFormatTest {

  private static final List<String> COLUMNS = List.of("name", "count");

  @Test
  void drawsATableWithNumbersToTheRight() {
    assertThat(write(new TableFormat(TableFormat.ANY_WIDTH), COLUMNS, row("a", 1), row(null, 1000)))
        .isEqualTo(
            """
            +------+-------+
            | name | count |
            +------+-------+
            | a    |     1 |
            | NULL |  1000 |
            +------+-------+
            """);
  }

  @Test
  void drawsOnlyTheHeaderOfAnEmptyResult() {
    assertThat(write(new TableFormat(TableFormat.ANY_WIDTH), COLUMNS).lines()).hasSize(3);
  }

  @Test
  void cutsALongValueAndKeepsItOnOneLine() {
    String drawn =
        write(new TableFormat(TableFormat.ANY_WIDTH), List.of("text"), row("line\n".repeat(100)));

    assertThat(drawn.lines().skip(3).findFirst().orElseThrow()).hasSize(64).contains("\u2026 |");
  }

  @Test
  void drawsMoreRowsThanItMeasures() {
    Object[][] rows = new Object[2500][];
    Arrays.fill(rows, row("x", 1));

    assertThat(write(new TableFormat(TableFormat.ANY_WIDTH), COLUMNS, rows).lines())
        .hasSize(2500 + 4);
  }

  @Test
  void cutsTextsAndNoNumbersToFitTheScreen() {
    assertThat(
            write(
                new TableFormat(40),
                List.of("id", "text", "number"),
                row("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", 1234567890123L)))
        .isEqualTo(
            """
            +----------+-----------+---------------+
            | id       | text      | number        |
            +----------+-----------+---------------+
            | abcdefg\u2026 | 01234567\u2026 | 1234567890123 |
            +----------+-----------+---------------+
            """);
  }

  @Test
  void leavesOutColumnsThatDoNotFitAndSaysSo() {
    List<String> columns = IntStream.range(0, 29).mapToObj(i -> "column_" + i).toList();

    String drawn = write(new TableFormat(80), columns, columns.toArray());

    assertThat(drawn.lines().filter(line -> line.startsWith("|"))).allMatch(l -> l.length() <= 80);
    assertThat(drawn.lines().reduce((first, last) -> last))
        .hasValue("7 of 29 columns fit; end the statement with \\G instead of ; to see all");
  }

  /** A Chinese character and an emoji take two columns of a terminal, a combining accent none. */
  @Test
  void keepsTheFrameStraightWhateverIsWritten() {
    assertThat(
            write(
                new TableFormat(TableFormat.ANY_WIDTH),
                List.of("text"),
                row("\u5e7f\u544a"),
                row("\ud83d\ude00"),
                row("e\u0301"),
                row("four")))
        .contains("| \u5e7f\u544a |", "| \ud83d\ude00   |", "| e\u0301    |", "| four |");
  }

  @Test
  void doesNotLetTextsCommandTheTerminal() {
    assertThat(
            write(
                new TableFormat(TableFormat.ANY_WIDTH),
                List.of("text"),
                row("\u001b[2Jx\u202ey\u0085\t")))
        .contains("| \u241b[2Jx\ufffdy\ufffd  |");
  }

  @Test
  void writesOneColumnALine() {
    assertThat(write(ResultFormat.VERTICAL, COLUMNS, row("a", 1), row(null, 1000)))
        .isEqualTo(
            """
            -[ row 1 ]-----
            name  | a
            count | 1
            -[ row 2 ]-----
            name  | NULL
            count | 1000
            """);
  }

  @Test
  void quotesCsvFieldsThatNeedIt() {
    assertThat(write(ResultFormat.CSV, COLUMNS, row("a,\"b\"", 1), row(null, 2), row("", 3)))
        .isEqualTo("name,count\r\n\"a,\"\"b\"\"\",1\r\n,2\r\n\"\",3\r\n");
  }

  @Test
  void writesOneJsonObjectALine() {
    Object nested = Row.withNames();
    ((Row) nested).setField("inner", new String[] {"x", null});
    List<Object[]> rows = new ArrayList<>();
    rows.add(row(Instant.parse("2026-02-03T12:00:00.080Z"), Map.of("k", nested)));
    rows.add(row(new byte[] {1, (byte) 0xff}, null));

    assertThat(write(ResultFormat.json(), List.of("a", "b"), rows.toArray(new Object[0][])))
        .isEqualTo(
            """
            {"a":"2026-02-03 12:00:00.080Z","b":{"k":{"inner":["x",null]}}}
            {"a":"01ff","b":null}
            """);
  }

  private static Object[] row(Object... values) {
    return values;
  }

  private static String write(ResultFormat format, List<String> columns, Object[]... rows) {
    return format.lines(columns, Arrays.asList(rows).iterator()).collect(Collectors.joining());
  }
}
