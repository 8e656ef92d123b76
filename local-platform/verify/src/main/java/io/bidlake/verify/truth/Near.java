package io.bidlake.verify.truth;

/**
 * A price (CPM in USD) that a table has within 1 %, or as 0 if it is lower than 0.0001.
 *
 * @param exact the exact price
 */
public record Near(double exact) implements Expected {

  private static final double ERROR = 0.01;
  private static final double LOWEST = 0.0001;

  /** For the last digits of the table's own computation. */
  private static final double ROUNDING = 1e-9;

  @Override
  public boolean accepts(Object found, Row row) {
    return found instanceof Double price && accepts(price);
  }

  /** Whether a value of the table is near enough. */
  boolean accepts(double found) {
    return Math.abs(found - exact) <= (ERROR + ROUNDING) * exact || (exact < LOWEST && found == 0);
  }

  @Override
  public String toString() {
    return exact + " within 1 %";
  }
}
