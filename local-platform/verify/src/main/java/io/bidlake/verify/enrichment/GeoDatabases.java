package io.bidlake.verify.enrichment;

import com.maxmind.db.Reader;
import inet.ipaddr.IPAddress;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.sender.AddressKind;
import io.bidlake.verify.sender.Given;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The databases of the places of IP addresses that the ingest job uses. */
public final class GeoDatabases {

  private final List<Reader> places;
  private final Optional<Reader> networks;

  private GeoDatabases(List<Reader> places, Optional<Reader> networks) {
    this.places = places;
    this.networks = networks;
  }

  /**
   * Reads the databases.
   *
   * @param places the versions of the database of places that rows were made with
   */
  static GeoDatabases read(List<Path> places, Optional<Path> networks) {
    return new GeoDatabases(
        places.stream().map(file -> open("geo.database", file)).toList(),
        networks.map(file -> open("geo.asn-database", file)));
  }

  RowVersions versions() {
    return new RowVersions(places.stream().map(GeoDatabases::version).toList());
  }

  private static Reader open(String setting, Path file) {
    try {
      return new Reader(file.toFile());
    } catch (IOException e) {
      throw new CannotVerifyException(
          "%s: %s cannot be read: %s"
              .formatted(setting, file, CannotVerifyException.rootMessage(e)),
          e);
    }
  }

  /**
   * What the lake must contain about the place of a request.
   *
   * @param index the version of the database of places
   */
  GeoFacts of(BidRequest request, int index) {
    Optional<Reader> database = places.stream().skip(index).findFirst();
    String version = database.map(GeoDatabases::version).orElse(null);
    Optional<Device> device = Optional.ofNullable(request.getDevice());
    Optional<IPAddress> address =
        device
            .flatMap(it -> AddressKind.address(it.getIp()))
            .or(() -> device.flatMap(it -> AddressKind.address(it.getIpv6())));
    Map<?, ?> place = address.flatMap(it -> find(database, it)).orElse(Map.of());
    Map<?, ?> network = address.flatMap(it -> find(networks, it)).orElse(Map.of());
    String code = text(place, "country", "iso_code");
    String country = code == null ? null : Given.country(code);
    String declared =
        device.map(Device::getGeo).map(geo -> Given.country(geo.getCountry())).orElse(null);
    String region = region(place);
    boolean isKnown = country != null && declared != null;
    return new GeoFacts(
        country,
        (country == null || region == null) ? null : code + "-" + region,
        text(place, "city", "names", "en"),
        number(place, "location", "metro_code").map(Number::intValue).orElse(null),
        text(place, "location", "time_zone"),
        asn(place, network),
        isKnown ? Boolean.valueOf(!country.equals(declared)) : null,
        version);
  }

  private static String version(Reader database) {
    return "%s %s"
        .formatted(database.getMetadata().databaseType(), database.getMetadata().buildTime());
  }

  private static Optional<Map<?, ?>> find(Optional<Reader> database, IPAddress address) {
    if (database.isEmpty()) {
      return Optional.empty();
    }
    try {
      // Java turns an IPv4 address inside an IPv6 address into the former; the library does not.
      InetAddress plain = InetAddress.getByAddress(address.getBytes());
      if (plain instanceof Inet6Address && database.get().getMetadata().ipVersion() == 4) {
        return Optional.empty();
      }
      return Optional.ofNullable(database.get().get(plain, Map.class));
    } catch (IOException e) {
      throw new CannotVerifyException("the geo database is broken: " + e.getMessage(), e);
    }
  }

  private static String region(Map<?, ?> place) {
    return place.get("subdivisions") instanceof List<?> regions
            && !regions.isEmpty()
            && regions.get(0) instanceof Map<?, ?> first
        ? text(first, "iso_code")
        : null;
  }

  private static Long asn(Map<?, ?> place, Map<?, ?> network) {
    return number(place, "traits", "autonomous_system_number")
        .or(() -> number(place, "autonomous_system_number"))
        .or(() -> number(network, "traits", "autonomous_system_number"))
        .or(() -> number(network, "autonomous_system_number"))
        .map(Number::longValue)
        .orElse(null);
  }

  /** A number other than zero. */
  private static Optional<Number> number(Map<?, ?> from, String... path) {
    return value(from, path) instanceof Number number && number.longValue() != 0
        ? Optional.of(number)
        : Optional.empty();
  }

  private static String text(Map<?, ?> from, String... path) {
    return value(from, path) instanceof String text && !text.trim().isEmpty() ? text : null;
  }

  private static Object value(Object from, String... path) {
    Object found = from;
    for (String key : path) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return found;
  }

  /** What the lake must contain about the place of a device. */
  public record GeoFacts(
      String country,
      String region,
      String city,
      Integer metro,
      String timeZone,
      Long asn,
      Boolean mismatch,
      String version) {

    static final GeoFacts NONE = new GeoFacts(null, null, null, null, null, null, null, null);
  }
}
