package io.bidlake.bench.spark;

import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * The value of one unit of a currency in USD, from Bidlake's own table of rates. It is a literal in
 * the plan, as it is too small to be worth a join.
 */
final class UsdRates {

  private static final String RATES = "/io/bidlake/domain/currency-rates.csv";

  private final Column rates;

  private UsdRates(Column rates) {
    this.rates = rates;
  }

  static UsdRates ofBidlake() {
    try (InputStream in = UsdRates.class.getResourceAsStream(RATES);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      Column[] entries =
          lines
              .lines()
              .filter(line -> line.matches("[A-Z]{3},.+"))
              .map(line -> line.split(",", -1))
              .flatMap(cells -> Stream.of(lit(cells[0]), lit(Double.parseDouble(cells[1].strip()))))
              .toArray(Column[]::new);
      return new UsdRates(map(entries));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The amount in USD; null if the currency has no rate. */
  Column toUsd(Column amount, Column currency) {
    return amount.multiply(element_at(rates, currency));
  }
}
