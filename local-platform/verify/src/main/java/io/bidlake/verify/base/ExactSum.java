package io.bidlake.verify.base;

/** A sum of doubles that does not lose small addends (Neumaier's compensated summation). */
public final class ExactSum {

  private static final double TOLERANCE = 1e-9;

  private double sum;
  private double lost;

  public void add(double value) {
    double next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
    sum = next;
  }

  public double value() {
    return sum + lost;
  }

  /** Whether two sums are equal up to rounding errors from the order of the addends. */
  public static boolean areEqual(double a, double b) {
    double most = Math.max(Math.abs(a), Math.abs(b));
    return Double.compare(a, b) == 0
        || (Double.isFinite(most) && Math.abs(a - b) <= TOLERANCE * most);
  }
}
