package io.bidlake.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.bench.report.MarkdownTable.Column;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportMarkdownTest {

  @TempDir private static Path folder;

  private static String page;

  @BeforeAll
  static void write() throws IOException {
    Path file = folder.resolve("ingest.md");
    ReportMarkdown.write(SampleReport.report(), "./bidlake benchmark", file);
    page = Files.readString(file);
  }

  @Test
  void saysOnWhichMachineAndHowToRepeatIt() {
    assertThat(page)
        .startsWith("# Benchmark: ingest\n\n- Command: `./bidlake benchmark`\n")
        .contains("- Machine: 4 cores, 16 GB, Linux 6.1, JDK 17.0.15\n")
        .contains("- Revision: `23e5396`\n- Time: 2026-01-02 03:04 UTC\n")
        .contains("| commit-interval |     10s |\n");
  }

  @Test
  void showsMediansRangesAndRatios() {
    assertThat(cells("**Bidlake**", 0))
        .containsExactly(
            "3 of 3", "43,000 (42,100 – 43,900)", "1", "27,900 (27,600 – 28,200)", "1");
    assertThat(cells("Flink SQL", 0))
        .containsExactly(
            "3 of 3",
            "22,400 (21,200 – 23,600)",
            "**1.92** (1.78 – 2.07)",
            "14,100 (13,200 – 15,000)",
            "**1.98** (1.84 – 2.14)");
    assertThat(page).contains("times as fast Bidlake is");
    assertThat(cells("**Bidlake**", 1))
        .containsExactly("128.3 s", "1.9 GB", "82", "912 MB", "45.7 kB");
    assertThat(cells("Kafka Connect, Iceberg sink", 1))
        .containsExactly("418.5 s", "1.9 GB", "82", "912 MB", "none");
  }

  @Test
  void showsWhatSpeaksAgainstIt() {
    assertThat(cells("Kafka Connect, Iceberg sink", 0))
        .containsExactly(
            "3 of 3", "12,300 (12,300 – 12,300)", "– (1)", "7,400 (7,400 – 7,400)", "– (1)");
    assertThat(cells("Somebody who never started", 0))
        .containsExactly("0 of 0", "–", "– (2)", "–", "– (2)");
    assertThat(page)
        .contains("\n1. Kafka Connect, Iceberg sink does not write the rows that Bidlake writes")
        .contains("\n2. Somebody who never started has no measured run.\n")
        .contains("\n- Round 2 of DataStream interval joins is left out");
    assertThat(cells("Kafka Connect, Iceberg sink", 2))
        .containsExactly("2,000,000", "3,412,345", "1,534,210", "412,034", "8,240 / 8,239");
  }

  @Test
  void showsNotesRemarksAndCurves() {
    assertThat(page)
        .contains("- Spark Structured Streaming: Micro-batches of 10 s.\n")
        .contains("- Topics were filled before the first round and are the same for all.\n")
        .contains("## From Kafka to a row that can be read, by load\n")
        .contains("Rows appear with a commit, every 10 s.\n");
    assertThat(cells("40,000", 0)).containsExactly("15.8", "");
  }

  @Test
  void alignsColumnsForTheTerminal() {
    assertThat(
            MarkdownTable.of(
                List.of(5, 1000),
                List.of(
                    new Column<>("n", n -> "of " + n),
                    new Column<Integer>("twice", n -> "" + 2 * n))))
        .isEqualTo(
            """
            | n       | twice |
            | ------- | ----: |
            | of 5    |    10 |
            | of 1000 |  2000 |
            """);
  }

  @Test
  void hasOneChartForEachComparisonAndCurveBesideIt() throws IOException {
    List<String> pictures =
        Pattern.compile("!\\[[^]]+\\]\\(([^)]+)\\)")
            .matcher(page)
            .results()
            .map((MatchResult picture) -> picture.group(1))
            .toList();
    assertThat(pictures)
        .containsExactly(
            "ingest-events.png", "ingest-notices.png", "ingest-latency.png", "ingest-cost.png");
    for (String picture : pictures) {
      BufferedImage image = ImageIO.read(folder.resolve(picture).toFile());
      assertThat(image.getHeight()).isEqualTo(2 * Charts.HEIGHT);
    }
  }

  @Test
  void keepsTextFromBeingTakenForMarkdown() {
    assertThat(MarkdownTable.plain("a|b <c>\n[d] `e` *f*"))
        .isEqualTo("a\\|b &lt;c> \\[d\\] \\`e\\` \\*f\\*");
  }

  /** The cells behind the first one of a row, in one of the tables that have such a row. */
  private static List<String> cells(String first, int table) {
    String row =
        page.lines()
            .filter(line -> line.startsWith("| " + first + " "))
            .skip(table)
            .findFirst()
            .orElseThrow();
    return Stream.of(row.split("\\|")).skip(2).map(String::strip).toList();
  }
}
