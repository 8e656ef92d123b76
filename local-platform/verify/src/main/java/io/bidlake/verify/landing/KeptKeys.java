package io.bidlake.verify.landing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Checks deduplication: two rows with one key must not be near to each other, and a record without
 * a row needs a row with its key that is near. Takes one part of the keys after the other, so that
 * only one of them is in memory.
 */
final class KeptKeys {

  /** The number of records with a key that are in memory at once, on average. */
  private static final long MOST = 1 << 20;

  private final OffsetLedger ledger;
  private final long within;

  /**
   * @param within the time from which on two records are not near, in ms
   */
  KeptKeys(OffsetLedger ledger, long within) {
    this.ledger = ledger;
    this.within = within;
  }

  /** Receives a record that must have a row, or a row that must not be there. */
  interface Receiver {
    void fault(Outcome outcome, int partition, long offset);
  }

  private record Entry(long key, long time, int partition, long offset, int known) {

    private static final Comparator<Entry> IN_ORDER =
        Comparator.comparingLong(Entry::key)
            .thenComparingLong(Entry::time)
            .thenComparingInt(Entry::partition)
            .thenComparingLong(Entry::offset);

    private boolean isRow() {
      return Outcome.has(known, Outcome.A_ROW);
    }
  }

  void check(Receiver faults) {
    LongAdder keys = new LongAdder();
    ledger.visit((partition, offset, known, isSame, key, time) -> keys.increment());
    long parts = 1 + keys.sum() / MOST;
    for (long part = 0; part < parts; part++) {
      List<Entry> entries = entries(part, parts);
      entries.sort(Entry.IN_ORDER);
      check(entries, faults);
    }
  }

  private List<Entry> entries(long part, long parts) {
    List<Entry> entries = new ArrayList<>();
    ledger.visit(
        (partition, offset, known, isSame, key, time) -> {
          boolean hasKey = Outcome.has(known, Outcome.KEY | Outcome.KEY_WITH_NULL);
          if (hasKey && Math.floorMod(key, parts) == part) {
            entries.add(new Entry(key, time, partition, offset, known));
          }
        });
    return entries;
  }

  private void check(List<Entry> entries, Receiver faults) {
    Entry[] before = nearest(entries, 0, 1);
    Entry[] after = nearest(entries, entries.size() - 1, -1);
    for (int i = 0; i < before.length; i++) {
      Entry entry = entries.get(i);
      if (entry.isRow()) {
        if (isNear(before[i], entry) && !Outcome.has(entry.known(), Outcome.KEY_WITH_NULL)) {
          faults.fault(Outcome.TOO_NEAR, entry.partition(), entry.offset());
        }
      } else if (Outcome.of(entry.known(), true, false) == Outcome.LEFT_OUT
          && !isNear(before[i], entry)
          && !isNear(after[i], entry)) {
        faults.fault(Outcome.MISSING, entry.partition(), entry.offset());
      }
    }
  }

  /** The last row before each entry, in the direction of the step. */
  private static Entry[] nearest(List<Entry> entries, int start, int step) {
    Entry[] nearest = new Entry[entries.size()];
    Entry last = null;
    for (int i = start; i >= 0 && i < nearest.length; i += step) {
      nearest[i] = last;
      if (entries.get(i).isRow()) {
        last = entries.get(i);
      }
    }
    return nearest;
  }

  private boolean isNear(Entry row, Entry entry) {
    return row != null && row.key() == entry.key() && Math.abs(row.time() - entry.time()) < within;
  }
}
