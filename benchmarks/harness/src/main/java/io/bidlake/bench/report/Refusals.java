package io.bidlake.bench.report;

import io.bidlake.bench.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Determines why a contender's speed must not be compared with Bidlake's. */
final class Refusals {

  private final MeasuredRuns ours;
  private final int mostRuns;

  Refusals(MeasuredRuns ours, List<MeasuredRuns> all) {
    this.ours = ours;
    this.mostRuns = all.stream().mapToInt(runs -> runs.all().size()).max().orElse(0);
  }

  /**
   * The reasons against the comparison, those about Bidlake's runs first; empty if there are none.
   */
  List<String> against(MeasuredRuns other) {
    List<String> reasons = new ArrayList<>(about(ours));
    if (!other.equals(ours)) {
      reasons.addAll(about(other));
    }
    if (rows(ours).size() > 1) {
      reasons.add(
          "The runs of %s differ among themselves in rows of %s."
              .formatted(ours.contender().title(), differingTables(ours)));
    } else if (Stream.concat(rows(ours).stream(), rows(other).stream()).distinct().count() > 1
        && !ours.all().isEmpty()) {
      reasons.add(
          "%s does not write the rows that %s writes: they differ in %s."
              .formatted(
                  other.contender().title(),
                  ours.contender().title(),
                  differingTables(ours, other)));
    }
    return reasons;
  }

  private List<String> about(MeasuredRuns runs) {
    List<String> reasons = new ArrayList<>();
    String title = runs.contender().title();
    if (runs.all().isEmpty()) {
      reasons.add("%s has no measured run.".formatted(title));
    } else if (runs.all().size() < mostRuns) {
      reasons.add(
          "%s has only %d measured of %d rounds.".formatted(title, runs.all().size(), mostRuns));
    }
    if (runs.undisturbed().size() * 2 < runs.all().size()) {
      reasons.add(
          "Fewer than half of the runs of %s are left: %d of %d."
              .formatted(title, runs.undisturbed().size(), runs.all().size()));
    }
    return reasons;
  }

  private static Set<Map<String, Long>> rows(MeasuredRuns runs) {
    return runs.all().stream().map(Run::rows).collect(Collectors.toSet());
  }

  private static String differingTables(MeasuredRuns... contenders) {
    List<Map<String, Long>> counts =
        Stream.of(contenders).flatMap(runs -> rows(runs).stream()).toList();
    return counts.stream()
        .flatMap(rows -> rows.keySet().stream())
        .distinct()
        .filter(
            table ->
                counts.stream().map(rows -> rows.getOrDefault(table, -1L)).distinct().count() > 1)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
