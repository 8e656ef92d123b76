package io.bidlake.runtime.window;

/** The change of events to the totals of a key and slice. A Flink POJO. */
public final class Contribution {

  /** Key by which the totals are grouped. */
  public String key;

  /** Start of the slice, in ms. */
  public long slice;

  /** Amounts to add to the totals; negative ones are subtracted. */
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

  /** Returns whether another contribution changes the same totals. */
  public boolean isOfSameSlice(Contribution other) {
    return slice == other.slice && key.equals(other.key);
  }

  /** Returns the contribution that reverts this one. */
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
