package io.bidlake.generator.place;

import java.util.Arrays;
import org.apache.avro.util.Utf8;

/**
 * The currencies of floors and bids. The rates only make prices realistic; the rates that count are
 * those of the jobs.
 */
@SuppressWarnings("ImmutableEnumChecker") // Utf8 could be changed, but nobody does.
public enum Currency {
  USD(1, 4),
  EUR(1.08, 4),
  GBP(1.27, 4),
  JPY(0.0067, 2);

  private final Utf8 code = new Utf8(name());
  private final double inDollars;
  private final double steps;

  Currency(double inDollars, int decimals) {
    this.inDollars = inDollars;
    this.steps = StrictMath.pow(10, decimals);
  }

  public Utf8 code() {
    return code;
  }

  /** Price in USD of an amount in this currency. */
  public double toDollars(double amount) {
    return amount * inDollars;
  }

  /** The smallest price that is worth at least so many USD. */
  public double atLeast(double dollars) {
    double price = StrictMath.ceil(dollars / inDollars * steps) / steps;
    return toDollars(price) < dollars ? price + 1 / steps : price;
  }

  /** A price as it is quoted: at most four decimals, two for the yen. */
  public double rounded(double price) {
    return StrictMath.rint(price * steps) / steps;
  }

  /** A floor as people set it, near so many USD: two decimals, whole yen. */
  public double floorNear(double dollars) {
    return StrictMath.rint(dollars / inDollars * steps / 100) / (steps / 100);
  }

  /** The country's own currency where it is one of ours, else the euro. */
  static Currency foreign(String code) {
    return Arrays.stream(values())
        .filter(currency -> currency != USD && currency.name().equals(code))
        .findFirst()
        .orElse(EUR);
  }
}
