package io.bidlake.runtime.window;

import io.bidlake.tables.WindowTotals;
import java.math.BigDecimal;
import org.apache.flink.types.RowKind;

/** A change of the row of a key and window. A Flink POJO, stored in state under this class name. */
public final class WindowChange implements WindowTotals {

  private static final long MILLIS_OF_DAY = 86_400_000;

  public RowKind kind;

  /** Start of the window, in ms. */
  public long start;

  /** End of the window, in ms. */
  public long end;

  public String key;

  /** Totals of the row; for a deletion, those of the deleted row without its users. */
  public Totals totals;

  public WindowChange() {}

  WindowChange(RowKind kind, long start, long end, String key, Totals totals) {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.key = key;
    this.totals = totals;
  }

  /** Returns the epoch day of the start of the window, which is the partition of its row. */
  long day() {
    return Math.floorDiv(start, MILLIS_OF_DAY);
  }

  @Override
  public long start() {
    return start;
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public long count(int kindOfEvent) {
    return totals.count(kindOfEvent);
  }

  @Override
  public BigDecimal amount() {
    return totals.amount;
  }

  @Override
  public long[] spread() {
    return totals.spread;
  }

  @Override
  public long[] users() {
    return totals.users;
  }
}
