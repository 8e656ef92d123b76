package io.bidlake.domain;

import io.bidlake.model.CountingRules;
import io.bidlake.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.avro.util.Utf8;

/**
 * Converts prices to USD by a table of rates: a CSV file with lines of {@code currency,usd}, the
 * value of one unit of the currency in USD. The file is read when the job is submitted, and the
 * rates are part of the job graph.
 */
public final class CurrencyRates implements Serializable {

  private static final String DEFAULT_RATES = "currency-rates.csv";
  private static final String HEADER = "currency,usd";

  private final HashMap<Utf8, Double> usd;

  private CurrencyRates(Map<Utf8, Double> usd) {
    this.usd = new HashMap<>(usd);
  }

  public static CurrencyRates read(Settings settings) {
    Optional<String> path =
        settings.optionalText(
            "currency-rates",
            "CSV file with lines of currency,usd; default: the rates in the job's jar");
    try {
      return path.isPresent() ? parse(Path.of(path.get())) : defaults();
    } catch (NoSuchFileException e) {
      settings.reject("currency-rates must be a file, but %s does not exist".formatted(path.get()));
    } catch (IOException | IllegalArgumentException e) {
      settings.reject("currency-rates %s: %s".formatted(path.orElse(""), e.getMessage()));
    }
    return new CurrencyRates(Map.of());
  }

  /** Returns the rates that are packaged with Bidlake. */
  public static CurrencyRates defaults() {
    try (InputStream in = CurrencyRates.class.getResourceAsStream(DEFAULT_RATES);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return parse(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file of rates.
   *
   * @throws IllegalArgumentException if a line is not a currency and a positive number
   */
  public static CurrencyRates parse(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return parse(lines);
    }
  }

  private static CurrencyRates parse(BufferedReader lines) throws IOException {
    Map<Utf8, Double> rates = new HashMap<>();
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#") || text.equals(HEADER)) {
        continue;
      }
      String[] cells = text.split(",", -1);
      if (cells.length != 2 || !cells[0].strip().matches("[A-Z]{3}")) {
        throw new IllegalArgumentException(
            "line %d must be a currency and its worth in USD, such as EUR,1.08, was '%s'"
                .formatted(number, line));
      }
      rates.put(new Utf8(cells[0].strip()), positive(cells[1].strip(), number));
    }
    rates.putIfAbsent(new Utf8("USD"), 1.0);
    return new CurrencyRates(rates);
  }

  private static double positive(String text, int line) {
    try {
      double rate = Double.parseDouble(text);
      if (rate > 0 && Double.isFinite(rate)) {
        return rate;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(notPositive(text, line), e);
    }
    throw new IllegalArgumentException(notPositive(text, line));
  }

  private static String notPositive(String text, int line) {
    return "line %d: the rate must be a positive number, was '%s'".formatted(line, text);
  }

  /**
   * Returns the amount, CPM, in USD: from 0 to {@link CountingRules#HIGHEST_CPM}. Empty if it is
   * outside this range or not a number, or if the currency has no rate. Currency codes in lower
   * case or with surrounding blanks are accepted.
   */
  public OptionalDouble toUsd(double amount, Utf8 currency) {
    Double rate = usd.get(currency);
    if (rate == null) {
      rate = usd.get(SenderText.code(currency));
    }
    double inUsd = rate == null ? Double.NaN : amount * rate;
    // Also false for NaN.
    boolean isPrice = inUsd >= 0 && inUsd <= CountingRules.HIGHEST_CPM;
    return isPrice ? OptionalDouble.of(inUsd) : OptionalDouble.empty();
  }
}
