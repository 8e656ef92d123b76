package io.bidlake.verify.truth;

import io.bidlake.verify.base.ExactSum;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The expected values of one row of a windowed table, and how often the table contains the row. */
public final class Cell {

  /** Prices are per thousand impressions. */
  private static final double PER_MILLE = 1000;

  /** Counts, and all prices, by what they are. */
  private final Map<String, Long> counts = new HashMap<>(0);

  private final Map<String, DoubleArrayList> prices = new HashMap<>(0);

  private final CellKey key;
  private final ExactSum usd = new ExactSum();
  private Audience audience;
  private boolean inFlight;
  private boolean wavering;
  private boolean expected;
  private int rows;

  Cell(CellKey key) {
    this.key = key;
  }

  public CellKey key() {
    return key;
  }

  /** Counts something, such as the events of a topic. */
  public void count(Object what, long more) {
    counts.merge(what.toString(), more, Long::sum);
    expected = true;
  }

  Long count(Object what) {
    return counts.getOrDefault(what.toString(), 0L);
  }

  /** One count per another; null if the other is 0. */
  Double rate(Object part, Object whole) {
    return count(whole) == 0 ? null : Double.valueOf((double) count(part) / count(whole));
  }

  /** The mean price (CPM in USD) of what was counted; null if there is none. */
  Double meanPrice(Object what) {
    return count(what) == 0 ? null : Double.valueOf(usd.value() / count(what));
  }

  /** Adds a price (CPM in USD) to all prices of something. */
  void price(String what, double price) {
    prices.computeIfAbsent(what, kind -> new DoubleArrayList(4)).add(price);
  }

  /** The number of prices of something. */
  Long prices(String what) {
    DoubleArrayList all = prices.get(what);
    return all == null ? 0L : all.size();
  }

  /**
   * The price of which a share of all prices is not higher (nearest rank), as exactly as the table
   * promises it; null if there is no price.
   */
  Near quantile(String what, double share) {
    DoubleArrayList all = prices.get(what);
    if (all == null) {
      return null;
    }
    // Sorting is cheap if nothing was added since the last time.
    Arrays.sort(all.elements(), 0, all.size());
    return new Near(all.getDouble(Math.max(1, (int) Math.ceil(share * all.size())) - 1));
  }

  /** Counts the impression of a user, which was at a time in ms. */
  void seen(long user, long time) {
    audience = audience == null ? new Audience() : audience;
    audience.add(user, time);
    expected = true;
  }

  Audience audience() {
    return audience;
  }

  /** Whether an impression that was counted was before a time, in ms. */
  public boolean hasImpressionBy(long time) {
    return audience != null && audience.impressionsBy(time) > 0;
  }

  /** Adds a price (CPM in USD). */
  public void pay(double price) {
    usd.add(price);
  }

  /** The total revenue in USD. */
  Double revenue() {
    return usd.value() / PER_MILLE;
  }

  /** Marks that records after the mark may change the row. */
  public void touch() {
    inFlight = true;
  }

  /** The same for an event that the jobs may not have processed yet. */
  public void touchUnless(boolean settled) {
    if (!settled) {
      touch();
    }
  }

  public boolean isInFlight() {
    return inFlight;
  }

  /** Marks that the row of an open window may have what does not count in the end. */
  void waver() {
    wavering = true;
  }

  public boolean isWavering() {
    return wavering;
  }

  /** Whether anything was counted for the row. */
  public boolean isExpected() {
    return expected;
  }

  /** Notes that the table contains the row, and returns how often so far. */
  public int foundAgain() {
    return ++rows;
  }

  /** Forgets what {@link #foundAgain} noted, to compare with another copy of the table. */
  public void forgetFound() {
    rows = 0;
  }

  public boolean wasFound() {
    return rows > 0;
  }
}
