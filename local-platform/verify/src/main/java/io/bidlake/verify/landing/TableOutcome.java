package io.bidlake.verify.landing;

import io.bidlake.verify.report.LandingResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the outcomes of one landing table, and keeps the first differing records of each kind. */
final class TableOutcome {

  /** The number of differing records that are shown per table and kind. */
  private static final int SHOWN = 20;

  private final LandingTable table;
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
  private final Map<Outcome, List<Suspect>> suspects = new EnumMap<>(Outcome.class);
  private long records;
  private long afterMark;
  private long rows;
  private Map<String, Long> letters = Map.of();

  TableOutcome(LandingTable table) {
    this.table = table;
  }

  /** A record that differs. */
  record Suspect(Outcome outcome, int partition, long offset) {}

  LandingTable table() {
    return table;
  }

  void add(Outcome outcome, int partition, long offset) {
    counts.merge(outcome, 1L, Long::sum);
    if (outcome.isFault()) {
      List<Suspect> kind = suspects.computeIfAbsent(outcome, key -> new ArrayList<>());
      if (kind.size() < SHOWN) {
        kind.add(new Suspect(outcome, partition, offset));
      }
    }
  }

  /** Adds what is wrong with a record that was taken for left out, or with a row. */
  void addByKey(Outcome outcome, int partition, long offset) {
    if (outcome == Outcome.MISSING) {
      counts.merge(Outcome.LEFT_OUT, -1L, Long::sum);
    }
    add(outcome, partition, offset);
  }

  void count(long recordsRead, long readAfterMark, long rowsRead, Map<String, Long> byReason) {
    records = recordsRead;
    afterMark = readAfterMark;
    rows = rowsRead;
    letters = byReason;
  }

  List<Suspect> suspects() {
    return suspects.values().stream().flatMap(List::stream).toList();
  }

  LandingResult result() {
    return new LandingResult(
        table.name(),
        table.topic(),
        records,
        afterMark,
        rows,
        letters,
        of(Outcome.LEFT_OUT),
        of(Outcome.NOT_CHECKED),
        of(Outcome.MISSING),
        of(Outcome.UNEXPECTED),
        of(Outcome.DIFFERING),
        of(Outcome.REPEATED) + of(Outcome.TOO_NEAR),
        of(Outcome.WRONG_LETTER));
  }

  private long of(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }
}
