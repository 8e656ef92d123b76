package io.bidlake.bench.maintenance;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Run;
import java.util.List;
import java.util.stream.Stream;

/**
 * The order in which a compaction writes rows. Compactions that sort do more work, so the two are
 * compared separately.
 */
public enum RowOrder {
  AS_THEY_COME("plain", "rows as they come", "bidlake"),
  SORTED("sorted", "rows in the table's sort order", "bidlake-sorted");

  private final String shortName;
  private final String title;
  private final String ours;

  RowOrder(String shortName, String title, String ours) {
    this.shortName = shortName;
    this.title = title;
    this.ours = ours;
  }

  /** The name of Bidlake's contender. */
  String ours() {
    return ours;
  }

  String title() {
    return title;
  }

  /**
   * The orders of the candidates.
   *
   * @throws IllegalStateException if Bidlake's contender of an order is missing
   */
  static List<RowOrder> of(List<CompactionCandidate> candidates) {
    List<RowOrder> orders =
        Stream.of(values()).filter(order -> !order.in(candidates).isEmpty()).toList();
    for (RowOrder order : orders) {
      List<String> names = order.in(candidates).stream().map(it -> it.contender().name()).toList();
      if (!names.contains(order.ours)) {
        throw new IllegalStateException(
            "%s must be among those that take part, they are %s".formatted(order.ours, names));
      }
    }
    return orders;
  }

  private List<CompactionCandidate> in(List<CompactionCandidate> candidates) {
    return candidates.stream().filter(it -> it.order() == this).toList();
  }

  /** The comparison of the candidates that write in this order. */
  Comparison compare(List<CompactionCandidate> candidates, List<Run> runs, List<String> remarks) {
    List<CompactionCandidate> mine = in(candidates);
    List<String> names = mine.stream().map(it -> it.contender().name()).toList();
    return new Comparison(
        "maintenance-" + shortName,
        "Compaction, " + title,
        "rows",
        ours,
        mine.stream().map(CompactionCandidate::contender).toList(),
        runs.stream().filter(run -> names.contains(run.contender())).toList(),
        remarks);
  }
}
