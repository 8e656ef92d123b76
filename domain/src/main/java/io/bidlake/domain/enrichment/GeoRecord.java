package io.bidlake.domain.enrichment;

import com.maxmind.db.MaxMindDbParameter;
import io.bidlake.domain.Countries;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * The parts of a record of a geo database that are read; any part may be null.
 *
 * @param regions the largest first
 * @param ownAsn number of the autonomous system in a database of networks; 0 if unknown
 */
public record GeoRecord(
    @MaxMindDbParameter(name = "country") Country country,
    @MaxMindDbParameter(name = "subdivisions") List<Region> regions,
    @MaxMindDbParameter(name = "city") City city,
    @MaxMindDbParameter(name = "location") Location location,
    @MaxMindDbParameter(name = "traits") Traits traits,
    @MaxMindDbParameter(name = "autonomous_system_number", useDefault = true) long ownAsn) {

  boolean hasCountry() {
    return country != null && country.code() != null;
  }

  boolean hasAsn() {
    return asn() != 0;
  }

  private long asn() {
    return traits != null && traits.asn() != 0 ? traits.asn() : ownAsn;
  }

  Place place() {
    Utf8 alpha3 = hasCountry() ? Countries.alpha3(new Utf8(country.code())) : null;
    String region = regions == null || regions.isEmpty() ? null : regions.get(0).code();
    boolean isInMetro = location != null && location.metro() != 0;
    return new Place(
        alpha3 == null ? null : ReferenceText.of(alpha3.toString()),
        alpha3 == null || isBlank(region) ? null : ReferenceText.of(country.code() + "-" + region),
        city == null || city.names() == null ? null : ReferenceText.of(city.names().english()),
        isInMetro ? Integer.valueOf(location.metro()) : null,
        location == null ? null : ReferenceText.of(location.timeZone()),
        hasAsn() ? Long.valueOf(asn()) : null);
  }

  private static boolean isBlank(String text) {
    return text == null || text.trim().isEmpty();
  }

  /**
   * A country.
   *
   * @param code ISO 3166-1 alpha-2
   */
  public record Country(@MaxMindDbParameter(name = "iso_code") String code) {}

  /**
   * A subdivision of a country.
   *
   * @param code the part of the code of ISO 3166-2 after the country
   */
  public record Region(@MaxMindDbParameter(name = "iso_code") String code) {}

  /** A city. */
  public record City(@MaxMindDbParameter(name = "names") Names names) {}

  /** The names of a city, of which the others cost too much time. */
  public record Names(@MaxMindDbParameter(name = "en") String english) {}

  /**
   * A location.
   *
   * @param metro metro code (DMA); 0 outside the USA
   * @param timeZone time zone of the IANA database
   */
  public record Location(
      @MaxMindDbParameter(name = "metro_code", useDefault = true) int metro,
      @MaxMindDbParameter(name = "time_zone") String timeZone) {}

  /**
   * Properties of the network.
   *
   * @param asn number of the autonomous system; 0 if unknown
   */
  public record Traits(
      @MaxMindDbParameter(name = "autonomous_system_number", useDefault = true) long asn) {}
}
