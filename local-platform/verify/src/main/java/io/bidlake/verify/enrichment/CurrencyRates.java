package io.bidlake.verify.enrichment;

import io.bidlake.model.CountingRules;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.sender.Given;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Converts prices to USD with the rate of the day, and checks floors in USD. */
public final class CurrencyRates {

  private static final String PACKAGED = "/io/bidlake/domain/currency-rates.csv";
  private static final double TOLERANCE = 1e-9;
  private static final int FLOOR = Layout.BID_REQUESTS_ENRICHED.index("imp_bidfloor");
  private static final int CURRENCY = Layout.BID_REQUESTS_ENRICHED.index("imp_bidfloorcur");
  private static final int IN_USD = Layout.BID_REQUESTS_ENRICHED.index("imp_bidfloor_usd");
  private static final int TIME = Layout.BID_REQUESTS_ENRICHED.index("event_timestamp");

  /** The rates of each currency by the day from which on they are valid. */
  private final Map<String, NavigableMap<LocalDate, Double>> usd = new HashMap<>();

  private CurrencyRates() {
    put("USD", LocalDate.MIN, 1.0);
  }

  private void put(String currency, LocalDate from, double rate) {
    usd.computeIfAbsent(currency, key -> new TreeMap<>()).put(from, rate);
  }

  /**
   * Reads a CSV file with lines {@code currency,usd} or {@code currency,usd,valid_from}, the value
   * of one unit of the currency; or the file that comes with the jobs.
   */
  public static CurrencyRates read(Optional<Path> file) {
    ReferenceLines lines = ReferenceLines.read("currency-rates", file, PACKAGED);
    CurrencyRates rates = new CurrencyRates();
    for (String line : lines.all()) {
      String[] cells = line.split(",", -1);
      if (cells[0].strip().equals("currency")) {
        continue;
      }
      try {
        boolean always = cells.length == 2 || cells[2].isBlank();
        rates.put(
            cells[0].strip(),
            always ? LocalDate.MIN : LocalDate.parse(cells[2].strip()),
            Double.parseDouble(cells[1].strip()));
      } catch (ArrayIndexOutOfBoundsException | NumberFormatException | DateTimeException e) {
        throw lines.invalid(line, "currency,usd or currency,usd,valid_from");
      }
    }
    return rates;
  }

  /**
   * A price (CPM) in USD; empty if the currency has no rate on that day, or the result is not a
   * valid amount.
   */
  public OptionalDouble amountInUsd(double price, CharSequence currency, Instant time) {
    Map.Entry<LocalDate, Double> rate =
        usd.getOrDefault(Given.code(currency), new TreeMap<>())
            .floorEntry(LocalDate.ofInstant(time, ZoneOffset.UTC));
    double amount = rate == null ? Double.NaN : price * rate.getValue();
    boolean isAmount = amount >= 0 && amount <= CountingRules.HIGHEST_CPM;
    return isAmount ? OptionalDouble.of(amount) : OptionalDouble.empty();
  }

  /** The floor in USD; null if there is no floor, no rate, or the result is not a valid amount. */
  Double inUsd(Object floor, Object currency, Instant time) {
    OptionalDouble amount =
        floor == null || currency == null
            ? OptionalDouble.empty()
            : amountInUsd((Double) floor, currency.toString(), time);
    return amount.isPresent() ? Double.valueOf(amount.getAsDouble()) : null;
  }

  /**
   * Makes a row of the lake comparable: replaces the floor in USD by the exact one if they are
   * equal up to rounding.
   */
  public void settle(Layout table, Object[] row) {
    if (table.equals(Layout.BID_REQUESTS_ENRICHED)) {
      Instant time = Instant.EPOCH.plus((Long) row[TIME], ChronoUnit.MICROS);
      Double exact = inUsd(row[FLOOR], row[CURRENCY], time);
      boolean isEqual =
          exact != null
              && row[IN_USD] instanceof Double found
              && Math.abs(found - exact) <= TOLERANCE * Math.abs(exact);
      row[IN_USD] = isEqual ? exact : row[IN_USD];
    }
  }
}
