package io.bidlake.bench.report;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows by table at the end of all measured rounds. Runs that wrote the same number of rows are
 * one group: if there is only one group, all contenders did the same work.
 */
public record RowCounts(List<Group> groups) {

  /**
   * A group of runs that wrote the same number of rows.
   *
   * @param runs such as "Spark, rounds 1, 2"
   */
  public record Group(Map<String, Long> rows, List<String> runs) {}

  static RowCounts of(Comparison comparison) {
    Map<Map<String, Long>, Map<String, List<Integer>>> rounds = new LinkedHashMap<>();
    for (Contender contender : comparison.contenders()) {
      for (Run run : MeasuredRuns.of(comparison, contender).all()) {
        rounds
            .computeIfAbsent(run.rows(), rows -> new LinkedHashMap<>())
            .computeIfAbsent(contender.title(), title -> new ArrayList<>())
            .add(run.round());
      }
    }
    return new RowCounts(
        rounds.entrySet().stream()
            .map(
                group ->
                    new Group(
                        group.getKey(),
                        group.getValue().entrySet().stream()
                            .map(who -> who.getKey() + ", " + written(who.getValue()))
                            .toList()))
            .toList());
  }

  private static String written(List<Integer> rounds) {
    return (rounds.size() == 1 ? "round " : "rounds ")
        + rounds.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  public Set<String> tables() {
    return groups.stream()
        .flatMap(group -> group.rows().keySet().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  public String verdict() {
    return switch (groups.size()) {
      case 0 -> "No measured run, so no rows.";
      case 1 ->
          "Same rows: every measured run of every contender wrote as many rows to each table.";
      default -> "DIFFERENT ROWS: the measured runs did not all write as many rows to each table.";
    };
  }
}
