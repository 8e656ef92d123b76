package io.bidlake.generator.place;

import io.bidlake.generator.pool.DataFile;
import io.bidlake.generator.pool.Text;
import io.bidlake.generator.pool.Weighted;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.util.Utf8;

/**
 * A country with typical values for its traffic.
 *
 * @param code ISO 3166-1 alpha-3
 * @param currency currency of its publishers' floors that are not in USD
 */
public record Country(
    Utf8 code,
    Weighted<Utf8> languages,
    Currency currency,
    PrivacyLaw privacyLaw,
    Weighted<Utf8> carriers,
    Weighted<Utf8> providers,
    AddressBlocks addresses,
    Weighted<City> cities) {

  /** The law that determines the consent signals of a request. */
  public enum PrivacyLaw {
    GDPR,
    US,
    NONE
  }

  /** Returns all countries, weighted by their number of visitors. */
  public static Weighted<Country> all() {
    Map<String, List<DataFile.Row>> cities =
        DataFile.read("cities.txt").stream().collect(Collectors.groupingBy(row -> row.text(0)));
    Weighted.Builder<Country> countries = new Weighted.Builder<>();
    for (DataFile.Row row : DataFile.read("countries.txt")) {
      countries.add(
          new Country(
              new Utf8(row.text(0)),
              Weighted.evenly(Text.list(row.words(2))),
              Currency.foreign(row.text(3)),
              PrivacyLaw.valueOf(row.text(4)),
              Weighted.evenly(Text.list(row.names(5))),
              Weighted.evenly(Text.list(row.names(6))),
              AddressBlocks.of(row.words(7), row.words(8)),
              City.of(cities.get(row.text(0)))),
          row.decimal(1));
    }
    return countries.build();
  }
}
