package io.bidlake.local.chaos;

import io.bidlake.local.chaos.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The median and the worst recovery time of each kind of fault, and of all. */
record Report(List<Outcome> outcomes) {
  private static final String ROW = "   %-20s %6s %8s %8s";

  /** The kind of a fault and the platform's recovery time. */
  record Outcome(Kind kind, Duration recovery) {}

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("FAULT", "COUNT", "MEDIAN", "WORST"));
    Map<Kind, List<Outcome>> byKind =
        outcomes.stream()
            .collect(Collectors.groupingBy(Outcome::kind, TreeMap::new, Collectors.toList()));
    byKind.forEach((kind, of) -> lines.add(row(kind.toString(), of)));
    if (!outcomes.isEmpty()) {
      lines.add(row("all", outcomes));
    }
    return lines;
  }

  private static String row(String name, List<Outcome> outcomes) {
    List<Duration> sorted = outcomes.stream().map(Outcome::recovery).sorted().toList();
    return ROW.formatted(
        name,
        sorted.size(),
        Faults.seconds(median(sorted)),
        Faults.seconds(sorted.get(sorted.size() - 1)));
  }

  private static Duration median(List<Duration> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
  }
}
