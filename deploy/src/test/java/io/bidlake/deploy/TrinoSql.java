package io.bidlake.deploy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a statement for Trino, as far as tests look into it. */
record TrinoSql(String text) {
  private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
  private static final Pattern SOURCE =
      Pattern.compile(
          "\\b(?:FROM|JOIN)\\s+(?!UNNEST)(\"[^\"]+\"|[\\w.]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAMED_PART = Pattern.compile("\\b(\\w+) AS \\(\\s");
  private static final Pattern RATE = Pattern.compile("\\('([A-Z]{3})', ([\\d.]+)e0\\)");

  /** The statement without its comments. */
  String statement() {
    return COMMENT.matcher(text).replaceAll("").strip();
  }

  /** What it reads, as written: tables and their metadata tables, without parts of its own. */
  Set<String> sources() {
    Set<String> parts =
        NAMED_PART.matcher(statement()).results().map(m -> m.group(1)).collect(Collectors.toSet());
    return SOURCE
        .matcher(statement())
        .results()
        .map(match -> match.group(1).replace("\"", ""))
        .filter(source -> !parts.contains(source))
        .collect(Collectors.toSet());
  }

  /** The tables that it reads, or whose metadata it reads. */
  Set<String> tables() {
    return sources().stream()
        .map(source -> source.replaceFirst("\\$.*", ""))
        .collect(Collectors.toSet());
  }

  /** What one unit of a currency is worth in USD according to it; empty if it says nothing. */
  Map<String, Double> rates() {
    Map<String, Double> rates = new TreeMap<>();
    RATE.matcher(text)
        .results()
        .forEach(rate -> rates.put(rate.group(1), Double.valueOf(rate.group(2))));
    return rates;
  }

  /** The rates that come with the jobs. */
  static Map<String, Double> ratesOfTheJobs() {
    List<String> lines =
        Project.text("job-runtime/src/main/resources/io/bidlake/runtime/currency-rates.csv")
            .lines()
            .filter(line -> line.matches("[A-Z]{3},.*"))
            .toList();
    Map<String, Double> rates = new TreeMap<>();
    lines.forEach(line -> rates.put(line.substring(0, 3), Double.valueOf(line.substring(4))));
    return rates;
  }
}
