package io.bidlake.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
    ReportMarkdown.write(SampleReport.report(), "./bidlake benchmark\n", file);
    page = Files.readString(file);
  }

  @Test
  void saysWhatWasComparedOnWhichMachineAndHowToRepeatIt() {
    assertThat(page)
        .startsWith("# Benchmark: ingest\n")
        .contains("- Ingest of all four topics: Bidlake; Flink SQL; ")
        .contains("- Machine: 4 cores, 16 GB, Linux 6.1, JDK 17.0.15\n")
        .contains("- Revision: `23e5396`\n- Time: 2026-01-02 03:04 UTC\n")
        .contains("| `commit-interval` | 10s |\n")
        .contains("```\n./bidlake benchmark\n```\n");
  }

  @Test
  void showsMediansRangesAndRatios() {
    assertThat(page)
        .contains("| **Bidlake** | 3 of 3 | 43,000 (42,100 – 43,900) | 1 |")
        .contains("| Flink SQL | 3 of 3 | 22,400 (21,200 – 23,600) | **1.92** (1.78 – 2.07) |")
        .contains("times as fast Bidlake is")
        .contains("| **Bidlake** | 128.3 s | 1.9 GB | 82 | 912 MB | 45.7 kB |\n")
        .contains("| Kafka Connect, Iceberg sink | 418.5 s | 1.9 GB | 82 | 912 MB | none |\n");
  }

  @Test
  void showsWhatSpeaksAgainstIt() {
    assertThat(page)
        .contains("12,300 (12,300 – 12,300) | – (1) |")
        .contains("| Somebody who never started | 0 of 0 | – | – (2) | – | – (2) |\n")
        .contains("\n1. Kafka Connect, Iceberg sink does not write the rows that Bidlake writes")
        .contains("\n2. Somebody who never started has no measured run.\n")
        .contains("\n- Round 2 of Flink DataStream with interval joins is left out")
        .contains("DIFFERENT ROWS")
        .contains("| `clicks` | 8,240 | 8,239 |\n")
        .contains("Same rows: every measured run");
  }

  @Test
  void showsNotesRemarksAndCurves() {
    assertThat(page)
        .contains("- Spark Structured Streaming: Micro-batches of 10 s.\n")
        .contains("- Topics were filled before the first round and are the same for all.\n")
        .contains("## From Kafka to a row that can be read, by load\n")
        .contains("Rows appear with a commit, every 10 s.\n")
        .contains("| 40,000 | 15.8 |  |\n");
  }

  @Test
  void hasEveryChartThatItShowsBesideIt() throws IOException {
    List<String> pictures =
        Pattern.compile("!\\[[^]]+\\]\\(([^)]+)\\)")
            .matcher(page)
            .results()
            .map((MatchResult picture) -> picture.group(1))
            .toList();
    assertThat(pictures)
        .containsExactly(
            "ingest-events-per-cpu-second.png",
            "ingest-events-per-second.png",
            "ingest-notices-per-cpu-second.png",
            "ingest-notices-per-second.png",
            "ingest-latency.png",
            "ingest-cost.png");
    for (String picture : pictures) {
      BufferedImage image = ImageIO.read(folder.resolve(picture).toFile());
      assertThat(image.getWidth()).isEqualTo(2 * Look.WIDTH);
    }
  }

  @Test
  void keepsTextFromBeingTakenForMarkdown() {
    assertThat(MarkdownTable.plain("a|b <c>\n[d] `e` *f*"))
        .isEqualTo("a\\|b &lt;c> \\[d\\] \\`e\\` \\*f\\*");
  }
}
