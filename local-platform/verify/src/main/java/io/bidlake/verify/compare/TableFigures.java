package io.bidlake.verify.compare;

import io.bidlake.verify.base.ExactSum;
import io.bidlake.verify.compare.Suspect.Kind;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowId;
import io.bidlake.verify.report.Report.Figures;
import io.bidlake.verify.report.Report.HourResult;
import io.bidlake.verify.report.Report.TableResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up the figures of a table, and keeps the first differing ids of each kind. */
final class TableFigures {

  /** The number of differing ids that are shown per table and kind. */
  static final int SHOWN = 20;

  private final Layout layout;
  private final SortedMap<Integer, Counts> hours = new TreeMap<>();
  private final Map<Kind, TreeSet<Suspect>> suspects = new EnumMap<>(Kind.class);

  TableFigures(Layout layout, HourSums sums) {
    this.layout = layout;
    sums.hours().forEach((hour, sum) -> counts(hour).sums = sum);
  }

  void add(RowId id, int hour, int kafkaRows, int lakeRows, boolean sameContent) {
    if (kafkaRows == 0 && lakeRows == 0) {
      return;
    }
    Counts counts = counts(hour);
    counts.kafkaIds += kafkaRows > 0 ? 1 : 0;
    counts.lakeIds += lakeRows > 0 ? 1 : 0;
    counts.kafkaDuplicates += Math.max(0, kafkaRows - 1);
    counts.lakeDuplicates += Math.max(0, lakeRows - 1);
    if (kafkaRows != lakeRows || !sameContent) {
      Suspect suspect = new Suspect(id, hour, kafkaRows, lakeRows);
      counts.suspects.merge(suspect.kind(), 1L, Long::sum);
      remember(suspect);
    }
  }

  Layout layout() {
    return layout;
  }

  List<Suspect> suspects() {
    return suspects.values().stream().flatMap(TreeSet::stream).toList();
  }

  TableResult result() {
    Counts total = new Counts();
    List<HourResult> results = new ArrayList<>();
    hours.forEach(
        (hour, counts) -> {
          total.add(counts);
          Instant start = Instant.EPOCH.plus(Duration.ofHours(hour));
          results.add(new HourResult(start, counts.figures()));
        });
    return new TableResult(layout.name(), layout.moneyColumn(), total.figures(), results);
  }

  private Counts counts(int hour) {
    return hours.computeIfAbsent(hour, key -> new Counts());
  }

  private void remember(Suspect suspect) {
    TreeSet<Suspect> kind =
        suspects.computeIfAbsent(suspect.kind(), key -> new TreeSet<>(Suspect.BY_TIME));
    kind.add(suspect);
    if (kind.size() > SHOWN) {
      kind.pollLast();
    }
  }

  /** The mutable figures during the comparison. */
  private static final class Counts {
    private HourSums.Sums sums = new HourSums.Sums();
    private final Map<Kind, Long> suspects = new EnumMap<>(Kind.class);
    private long kafkaIds;
    private long lakeIds;
    private long kafkaDuplicates;
    private long lakeDuplicates;

    private void add(Counts other) {
      sums.add(other.sums);
      other.suspects.forEach((kind, count) -> suspects.merge(kind, count, Long::sum));
      kafkaIds += other.kafkaIds;
      lakeIds += other.lakeIds;
      kafkaDuplicates += other.kafkaDuplicates;
      lakeDuplicates += other.lakeDuplicates;
    }

    private Figures figures() {
      double kafkaMoney = sums.kafkaMoney.value();
      double lakeMoney = sums.lakeMoney.value();
      return new Figures(
          sums.kafkaRows,
          sums.lakeRows,
          kafkaIds,
          lakeIds,
          suspects.getOrDefault(Kind.MISSING, 0L),
          suspects.getOrDefault(Kind.UNEXPECTED, 0L),
          suspects.getOrDefault(Kind.MISCOUNTED, 0L),
          suspects.getOrDefault(Kind.DIFFERING, 0L),
          kafkaDuplicates,
          lakeDuplicates,
          kafkaMoney,
          lakeMoney,
          ExactSum.areEqual(kafkaMoney, lakeMoney));
    }
  }
}
