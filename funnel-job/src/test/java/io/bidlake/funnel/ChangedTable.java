package io.bidlake.funnel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What changes come to, for a reader who is strict: nothing is added that is there already, and
 * only what is there is taken away.
 */
final class ChangedTable {

  private final Map<HourOfPublisher, FunnelCounts> rows = new HashMap<>();

  static ChangedTable after(List<FunnelChange> changes) {
    ChangedTable table = new ChangedTable();
    changes.forEach(table::apply);
    return table;
  }

  Map<HourOfPublisher, FunnelCounts> rows() {
    return rows;
  }

  private void apply(FunnelChange change) {
    FunnelCounts before =
        switch (change.kind()) {
          case INSERT, UPDATE_AFTER -> rows.putIfAbsent(change.where(), change.counts());
          case UPDATE_BEFORE, DELETE -> rows.remove(change.where());
        };
    FunnelCounts expected =
        switch (change.kind()) {
          case INSERT, UPDATE_AFTER -> null;
          case UPDATE_BEFORE, DELETE -> change.counts();
        };
    if (before == null ? expected != null : !before.equals(expected)) {
      throw new AssertionError("%s must find %s, found %s".formatted(change, expected, before));
    }
  }
}
