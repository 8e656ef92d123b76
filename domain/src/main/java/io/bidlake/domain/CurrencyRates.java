package io.bidlake.domain;

import io.bidlake.domain.reference.PackagedFile;
import io.bidlake.domain.reference.Reference;
import io.bidlake.domain.reference.ReferenceFormat;
import io.bidlake.model.CountingRules;
import io.bidlake.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.util.Utf8;

/**
 * Converts prices to USD by a table of rates: a CSV file with lines of {@code
 * currency,usd,valid_from}, the value of one unit of the currency in USD and the day (UTC) from
 * which on it is valid. Without a day it is valid from the beginning. A price is converted with the
 * rate of the day of its event, so that reading the events again gives the same amounts.
 */
public final class CurrencyRates {

  /** How files of rates are read. */
  public static final ReferenceFormat<CurrencyRates> FORMAT = new Format();

  private static final PackagedFile PACKAGED =
      new PackagedFile(CurrencyRates.class, "currency-rates.csv");
  private static final Set<String> HEADERS = Set.of("currency,usd", "currency,usd,valid_from");
  private static final Utf8 USD = new Utf8("USD");
  private static final long ALWAYS = Long.MIN_VALUE;

  private final Map<Utf8, History> histories;

  private CurrencyRates(Map<Utf8, History> histories) {
    this.histories = histories;
  }

  public static Reference<CurrencyRates> read(Settings settings) {
    return Reference.of(
        settings,
        "currency-rates",
        "CSV file of exchange rates, with lines of currency,usd,valid_from; default: the rates in"
            + " the job's jar",
        FORMAT);
  }

  /** Returns the rates that are packaged with Bidlake. */
  public static CurrencyRates defaults() {
    return FORMAT.packaged();
  }

  /**
   * Returns the amount, CPM, in USD: from 0 to {@link CountingRules#HIGHEST_CPM}. Empty if it is
   * outside this range or not a number, or if the currency has no rate at that time. Currency codes
   * in lower case or with surrounding blanks are accepted.
   *
   * @param time event time of the price
   */
  public OptionalDouble toUsd(double amount, Utf8 currency, Instant time) {
    History history = histories.get(currency);
    if (history == null) {
      history = histories.get(SenderText.code(currency));
    }
    double inUsd = history == null ? Double.NaN : amount * history.at(time.toEpochMilli());
    // Also false for NaN.
    boolean isPrice = inUsd >= 0 && inUsd <= CountingRules.HIGHEST_CPM;
    return isPrice ? OptionalDouble.of(inUsd) : OptionalDouble.empty();
  }

  /** The rates of a currency. */
  private static final class History {

    /** Start of the validity of each rate in epoch milliseconds, ascending. */
    private final long[] from;

    private final double[] usd;

    History(SortedMap<Long, Double> rates) {
      from = rates.keySet().stream().mapToLong(Long::longValue).toArray();
      usd = rates.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns the rate at a time; NaN before the first. */
    double at(long millis) {
      int found = Arrays.binarySearch(from, millis);
      int valid = found >= 0 ? found : -found - 2;
      return valid < 0 ? Double.NaN : usd[valid];
    }
  }

  private static final class Format implements ReferenceFormat<CurrencyRates> {

    @Override
    public CurrencyRates packaged() {
      return parse(PACKAGED.content());
    }

    @Override
    public CurrencyRates parse(byte[] content) {
      Map<Utf8, SortedMap<Long, Double>> rates = new HashMap<>();
      List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (!line.isEmpty() && !line.startsWith("#") && !HEADERS.contains(line)) {
          addLine(line, "line %d".formatted(i + 1), rates);
        }
      }
      rates.computeIfAbsent(USD, usd -> new TreeMap<>(Map.of(ALWAYS, 1.0)));
      Map<Utf8, History> histories = new HashMap<>();
      rates.forEach((currency, ofCurrency) -> histories.put(currency, new History(ofCurrency)));
      return new CurrencyRates(histories);
    }

    private static void addLine(
        String line, String where, Map<Utf8, SortedMap<Long, Double>> rates) {
      String[] cells = line.split(",", -1);
      if (cells.length < 2 || cells.length > 3 || !cells[0].strip().matches("[A-Z]{3}")) {
        throw new IllegalArgumentException(
            "%s must be a currency, its value in USD and perhaps a day, such as EUR,1.08,2026-11-29,"
                    .formatted(where)
                + " was '%s'".formatted(line));
      }
      long from = cells.length == 2 ? ALWAYS : day(cells[2].strip(), where);
      Double before =
          rates
              .computeIfAbsent(new Utf8(cells[0].strip()), currency -> new TreeMap<>())
              .put(from, positive(cells[1].strip(), where));
      if (before != null) {
        throw new IllegalArgumentException(
            "%s: a second rate of the same currency and day: '%s'".formatted(where, line));
      }
    }

    private static long day(String text, String where) {
      try {
        return text.isEmpty()
            ? ALWAYS
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "%s: valid_from must be a day such as 2026-11-29, was '%s'".formatted(where, text), e);
      }
    }

    private static double positive(String text, String where) {
      try {
        double rate = Double.parseDouble(text);
        if (rate > 0 && Double.isFinite(rate)) {
          return rate;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(notPositive(text, where), e);
      }
      throw new IllegalArgumentException(notPositive(text, where));
    }

    private static String notPositive(String text, String where) {
      return "%s: the rate must be a positive number, was '%s'".formatted(where, text);
    }

    /** A rate that has been used stays: otherwise reading the events again gave other amounts. */
    @Override
    public void requireSuccessor(CurrencyRates current, CurrencyRates next, Instant now) {
      Set<Utf8> currencies = new HashSet<>(current.histories.keySet());
      currencies.addAll(next.histories.keySet());
      for (Utf8 currency : new TreeSet<>(currencies)) {
        requireSamePast(
            currency, current.histories.get(currency), next.histories.get(currency), now);
      }
    }

    private static void requireSamePast(Utf8 currency, History current, History next, Instant now) {
      TreeSet<Long> changes = new TreeSet<>(Set.of(ALWAYS));
      for (History history : new History[] {current, next}) {
        if (history != null) {
          Arrays.stream(history.from).forEach(changes::add);
        }
      }
      for (long time : changes.headSet(now.toEpochMilli(), true)) {
        double before = current == null ? Double.NaN : current.at(time);
        double after = next == null ? Double.NaN : next.at(time);
        if (Double.compare(before, after) != 0) {
          throw new IllegalArgumentException(
              "the rate of %s %s was %s and would be %s: rates of days that have begun can be"
                      .formatted(currency, since(time), text(before), text(after))
                  + " changed only by restarting the job");
        }
      }
    }

    private static String since(long time) {
      return time == ALWAYS
          ? "from the beginning"
          : "from " + Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static String text(double rate) {
      return Double.isNaN(rate) ? "unknown" : String.valueOf(rate);
    }
  }
}
