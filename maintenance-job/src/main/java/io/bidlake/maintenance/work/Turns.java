package io.bidlake.maintenance.work;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The order in which tables are checked: each once in an interval, a new one at once. */
final class Turns {

  private final Duration interval;

  /** When each table was last checked, in epoch milliseconds, in this order; null for never. */
  private final Map<String, Long> checkedAt = new LinkedHashMap<>();

  Turns(Duration interval) {
    this.interval = interval;
  }

  /** Takes all tables that there are now; forgets the others. */
  void update(Collection<String> tables) {
    checkedAt.keySet().retainAll(tables);
    tables.forEach(table -> checkedAt.putIfAbsent(table, null));
  }

  /** Returns the table that is to be checked now; empty if it is not yet the turn of any. */
  Optional<String> next(long now) {
    Optional<String> due =
        checkedAt.entrySet().stream()
            .filter(table -> isDue(table.getValue(), now))
            .map(Map.Entry::getKey)
            .findFirst();
    due.ifPresent(
        table -> {
          checkedAt.remove(table);
          checkedAt.put(table, now);
        });
    return due;
  }

  private boolean isDue(Long last, long now) {
    return last == null || now - last >= interval.toMillis();
  }
}
