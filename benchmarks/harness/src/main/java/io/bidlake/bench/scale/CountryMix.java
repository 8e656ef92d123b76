package io.bidlake.bench.scale;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.zip.CRC32;

/**
 * A mix of countries with the frequencies of Zipf's law, as in real traffic: the first is twice as
 * frequent as the second and three times as frequent as the third. An id always has the same
 * country.
 */
final class CountryMix {

  private static final List<String> ALL =
      Locale.getISOCountries(IsoCountryCode.PART1_ALPHA3).stream().sorted().toList();

  private static final double HASHES = 1L << 32;

  /** The cumulative share of the ids of each country. */
  private final double[] shares;

  private CountryMix(double[] shares) {
    this.shares = shares;
  }

  /** A mix of this number of countries. */
  static CountryMix of(int countries) {
    if (countries < 1 || countries > ALL.size()) {
      throw new IllegalArgumentException(
          "countries must be from 1 to %d, was %d".formatted(ALL.size(), countries));
    }
    double[] shares = new double[countries];
    double sum = 0;
    for (int country = 0; country < countries; country++) {
      sum += 1.0 / (country + 1);
      shares[country] = sum;
    }
    for (int country = 0; country < countries; country++) {
      shares[country] /= sum;
    }
    return new CountryMix(shares);
  }

  /** The country of an id, as an ISO 3166-1 alpha-3 code. */
  String of(byte[] id) {
    CRC32 hash = new CRC32();
    hash.update(id);
    int found = Arrays.binarySearch(shares, hash.getValue() / HASHES);
    // The end of a share belongs to the next one; the last share ends above all hashes.
    return ALL.get(found < 0 ? -found - 1 : found + 1);
  }
}
