package io.bidlake.generator.place;

import java.util.Arrays;
import org.apache.avro.util.Utf8;

/**
 * The currencies of floors and bids. The rates only serve to make prices realistic; the jobs have
 * their own rates.
 */
@SuppressWarnings("ImmutableEnumChecker") // Utf8 is mutable, but never changed.
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

  /** Converts an amount in this currency to USD. */
  public double toDollars(double amount) {
    return amount * inDollars;
  }

  /** Returns the smallest price in this currency that is worth at least this amount in USD. */
  public double atLeast(double dollars) {
    double price = StrictMath.ceil(dollars / inDollars * steps) / steps;
    return toDollars(price) < dollars ? price + 1 / steps : price;
  }

  /** Rounds a price to four decimals, or two for the yen. */
  public double rounded(double price) {
    return StrictMath.rint(price * steps) / steps;
  }

  /** Returns a rounded floor near an amount in USD: two decimals, or whole yen. */
  public double floorNear(double dollars) {
    return StrictMath.rint(dollars / inDollars * steps / 100) / (steps / 100);
  }

  /** Returns the currency with a code if it is EUR, GBP or JPY, otherwise the euro. */
  static Currency foreign(String code) {
    return Arrays.stream(values())
        .filter(currency -> currency != USD && currency.name().equals(code))
        .findFirst()
        .orElse(EUR);
  }
}
