package io.bidlake.bench;

import io.bidlake.bench.platform.Revision;
import io.bidlake.bench.report.ReportJson;
import io.bidlake.bench.report.ReportMarkdown;
import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Curve;
import io.bidlake.bench.result.Report;
import io.bidlake.bench.result.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Publishes the results of a benchmark: as JSON and as a page with charts in a folder, and the same
 * page on the terminal.
 */
record Results(
    String benchmark, Path folder, List<String> arguments, Map<String, String> settings) {

  void publish(List<Comparison> comparisons, List<Curve> curves) throws IOException {
    Report report =
        new Report(
            benchmark,
            new Setting(Instant.now(), Revision.machine(), Revision.ofSources(), settings),
            comparisons,
            curves);
    Files.createDirectories(folder);
    Path json = folder.resolve(benchmark + ".json");
    Path page = folder.resolve(benchmark + ".md");
    ReportJson.write(report, json);
    ReportMarkdown.write(report, "./bidlake bench " + String.join(" ", arguments), page);
    Files.copy(page, System.out);
    System.out.printf(
        "%nThis page, its charts and all runs (%s) are in %s.%n", json.getFileName(), folder);
  }
}
