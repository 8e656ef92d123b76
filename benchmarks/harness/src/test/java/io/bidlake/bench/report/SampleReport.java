package io.bidlake.bench.report;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Curve;
import io.bidlake.bench.result.Report;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Setting;
import io.bidlake.bench.result.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A report of made-up numbers. Run it with a folder to look at its page and charts. */
public final class SampleReport {

  private static final Map<String, Long> ROWS = new LinkedHashMap<>();

  static {
    ROWS.put("bid_requests", 2_000_000L);
    ROWS.put("bid_requests_enriched", 3_412_345L);
    ROWS.put("bid_responses", 1_534_210L);
    ROWS.put("impressions", 412_034L);
    ROWS.put("clicks", 8_240L);
  }

  private SampleReport() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    ReportMarkdown.write(report(), "./bidlake benchmark", folder.resolve("sample.md"));
    ReportJson.write(report(), folder.resolve("sample.json"));
  }

  static Report report() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("events", "5000000");
    settings.put("parallelism", "2");
    settings.put("commit-interval", "10s");
    return new Report(
        "ingest",
        new Setting(
            Instant.parse("2026-01-02T03:04:05Z"),
            "4 cores, 16 GB, Linux 6.1, JDK 17.0.15",
            "23e5396",
            settings),
        List.of(events(), notices()),
        List.of(latency(), cost()));
  }

  static Comparison events() {
    List<Run> runs = new ArrayList<>();
    for (int round = 1; round <= 3; round++) {
      runs.add(run("bidlake", round, 41_200 + 900 * round, 27_300 + 300 * round, 0.01, ROWS));
      runs.add(run("flink-sql", round, 24_800 - 1_200 * round, 15_900 - 900 * round, 0.01, ROWS));
      runs.add(run("interval-joins", round, 33_000, 21_000, round == 2 ? 0.071 : 0.02, ROWS));
      runs.add(run("spark", round, 18_900 + 400 * round, 10_200 + 100 * round, 0.03, ROWS));
      Map<String, Long> fewer = new LinkedHashMap<>(ROWS);
      fewer.put("clicks", 8_239L);
      runs.add(run("connect", round, 12_300, 7_400, 0, round == 3 ? fewer : ROWS));
    }
    return new Comparison(
        "events",
        "Ingest of all four topics",
        "events",
        "bidlake",
        List.of(
            new Contender("bidlake", "Bidlake", ""),
            new Contender(
                "flink-sql", "Flink SQL", "One statement set, as its documentation says."),
            new Contender("interval-joins", "DataStream interval joins", ""),
            new Contender("spark", "Spark Structured Streaming", "Micro-batches of 10 s."),
            new Contender("connect", "Kafka Connect, Iceberg sink", ""),
            new Contender("absent", "Somebody who never started", "")),
        runs,
        List.of("Topics were filled before the first round and are the same for all."));
  }

  static Comparison notices() {
    List<Run> runs = new ArrayList<>();
    for (int round = 1; round <= 5; round++) {
      runs.add(run("bidlake", round, 812_000 + 9_000 * round, 530_000, 0.01, ROWS));
      runs.add(run("connect", round, 74_300 - 900 * round, 31_000 + round, 0.01, ROWS));
    }
    return new Comparison(
        "notices",
        "Ingest of impressions and clicks only, which need no flattening and go through untouched",
        "events",
        "bidlake",
        List.of(
            new Contender("bidlake", "Bidlake", ""),
            new Contender("connect", "Kafka Connect, Iceberg sink", "")),
        runs,
        List.of());
  }

  private static Curve latency() {
    return new Curve(
        "latency",
        "From Kafka to a row that can be read, by load",
        "events per second",
        "99th percentile of the latency, s",
        true,
        List.of(
            line("Bidlake", 1_000, 10.4, 2_000, 10.4, 5_000, 10.9, 10_000, 11.2, 40_000, 15.8),
            line("Spark Structured Streaming", 1_000, 12, 2_000, 13, 5_000, 16.4, 10_000, 24)),
        "Rows appear with a commit, every 10 s.");
  }

  private static Curve cost() {
    return new Curve(
        "cost",
        "CPU time by bids a request",
        "bids a request",
        "CPU time of a million requests, s",
        false,
        List.of(line("Bidlake", 1, 21.5, 2, 29.3, 4, 44.1, 8, 75.2, 16, 138)),
        "");
  }

  private static Curve.Line line(String title, double... numbers) {
    List<Curve.Point> points = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      points.add(new Curve.Point(numbers[i], numbers[i + 1]));
    }
    return new Curve.Line(title, points);
  }

  static Run run(
      String contender,
      int round,
      double perSecond,
      double perCpuSecond,
      double foreignCpu,
      Map<String, Long> rows) {
    long events = 1_000_000;
    return new Run(
        contender,
        round,
        new Window(events / perSecond, events / perCpuSecond, events, foreignCpu),
        5 * events / perSecond + 12,
        1_900_000_000L + round * 1_000_000L,
        rows,
        80 + round,
        912_345_678,
        contender.equals("connect") ? OptionalLong.empty() : OptionalLong.of(45_678 + round));
  }
}
