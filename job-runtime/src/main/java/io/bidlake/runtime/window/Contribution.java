package io.bidlake.runtime.window;

/** What events change in the totals of a key and a slice of time. A POJO. */
public final class Contribution {

  /** What the totals are grouped by. */
  public String key;

  /** Begin of the slice, in ms. */
  public long slice;

  /** What comes to the totals, or with negative numbers is taken away. */
  public Totals totals;

  public Contribution() {}

  public Contribution(String key, long slice, Totals totals) {
    this.key = key;
    this.slice = slice;
    this.totals = totals;
  }

  public String key() {
    return key;
  }

  /** Whether another contribution goes to the same totals. */
  public boolean isOfSameSlice(Contribution other) {
    return slice == other.slice && key.equals(other.key);
  }

  /** The contribution that takes this one back. */
  public Contribution negated() {
    Totals nothing = Totals.none();
    nothing.subtract(totals);
    return new Contribution(key, slice, nothing);
  }

  @Override
  public String toString() {
    return "%s@%d: %s".formatted(key, slice, totals);
  }
}
