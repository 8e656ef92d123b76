package io.bidlake.verify.layout;

/**
 * The id of a row within its table, as a hash of 128 bits.
 *
 * @param high the upper half
 * @param low the lower half
 */
public record RowId(long high, long low) implements Comparable<RowId> {

  @Override
  public int compareTo(RowId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order == 0 ? Long.compareUnsigned(low, other.low) : order;
  }
}
