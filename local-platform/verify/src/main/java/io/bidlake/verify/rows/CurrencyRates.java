package io.bidlake.verify.rows;

import io.bidlake.model.CountingRules;
import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.layout.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Converts prices to USD, and checks floors in USD. Without a table of rates only prices in USD can
 * be checked.
 */
public final class CurrencyRates {

  private static final String DEFAULT_RATES = "currency-rates.csv";
  private static final double TOLERANCE = 1e-9;
  private static final int FLOOR = Layout.BID_REQUESTS_ENRICHED.index("imp_bidfloor");
  private static final int CURRENCY = Layout.BID_REQUESTS_ENRICHED.index("imp_bidfloorcur");
  private static final int IN_USD = Layout.BID_REQUESTS_ENRICHED.index("imp_bidfloor_usd");

  private final Map<String, Double> usd;
  private final boolean complete;

  private CurrencyRates(Map<String, Double> usd, boolean complete) {
    this.usd = usd;
    this.complete = complete;
  }

  public static CurrencyRates usdOnly() {
    return new CurrencyRates(Map.of("USD", 1.0), false);
  }

  /** The default rates of Bidlake: a copy of the jobs' rates; a test checks that they are equal. */
  public static CurrencyRates defaults() {
    try (InputStream in = CurrencyRates.class.getResourceAsStream(DEFAULT_RATES)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return parse(DEFAULT_RATES, text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a CSV file with lines {@code currency,usd}, the value of one unit of the currency. */
  public static CurrencyRates read(Path file) {
    try {
      return parse(file.toString(), Files.readAllLines(file));
    } catch (IOException | NumberFormatException e) {
      throw new CannotVerifyException(
          "currency-rates: %s cannot be read: %s"
              .formatted(file, CannotVerifyException.rootMessage(e)),
          e);
    }
  }

  private static CurrencyRates parse(String file, List<String> lines) {
    Map<String, Double> usd = new HashMap<>(Map.of("USD", 1.0));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("currency,")) {
        continue;
      }
      String[] fields = line.split(",", -1);
      if (fields.length < 2) {
        throw new CannotVerifyException(
            "currency-rates: line %d of %s must be currency,usd, was '%s'"
                .formatted(i + 1, file, line));
      }
      usd.put(fields[0].strip(), Double.valueOf(fields[1].strip()));
    }
    return new CurrencyRates(usd, true);
  }

  /**
   * A price (CPM) in USD; empty if the currency has no rate, or the result is not a valid amount.
   */
  public OptionalDouble amountInUsd(double price, CharSequence currency) {
    Double rate = usd.get(Given.code(currency));
    double amount = rate == null ? Double.NaN : price * rate;
    boolean isAmount = amount >= 0 && amount <= CountingRules.HIGHEST_CPM;
    return isAmount ? OptionalDouble.of(amount) : OptionalDouble.empty();
  }

  /** The floor in USD; null if there is no floor, no rate, or the result is not a valid amount. */
  Double inUsd(Object floor, Object currency) {
    OptionalDouble amount =
        floor == null || currency == null
            ? OptionalDouble.empty()
            : amountInUsd((Double) floor, currency.toString());
    return amount.isPresent() ? Double.valueOf(amount.getAsDouble()) : null;
  }

  /**
   * Makes a row of the lake comparable: replaces the floor in USD by the exact one if they are
   * equal up to rounding, or if it cannot be checked.
   */
  public void settle(Layout table, Object[] row) {
    if (table.equals(Layout.BID_REQUESTS_ENRICHED)) {
      row[IN_USD] = settled(row[IN_USD], row[FLOOR], row[CURRENCY]);
    }
  }

  private Object settled(Object found, Object floor, Object currency) {
    Double exact = inUsd(floor, currency);
    boolean judged =
        complete || currency == null || usd.containsKey(Given.code(currency.toString()));
    boolean equal =
        exact != null
            && found instanceof Double value
            && Math.abs(value - exact) <= TOLERANCE * Math.abs(exact);
    return equal || !judged ? exact : found;
  }
}
