package io.bidlake.domain.enrichment;

import com.google.common.net.InetAddresses;
import io.bidlake.domain.Countries;
import io.bidlake.domain.enrichment.GeoDatabase.Place;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import java.io.IOException;
import java.net.InetAddress;
import java.util.function.Consumer;
import org.apache.avro.util.Utf8;

/**
 * The place of the device by its IP address: the IPv4 address, or else the IPv6 address. Truncated
 * addresses, with zeros at the end, are looked up as they are. One object is reused for all
 * requests.
 */
public final class Geo {

  private Place place;
  private Long asn;
  private Utf8 country;
  private Boolean isMismatch;
  private String version;

  /**
   * Moves to a request.
   *
   * @param invalid called with the name of the setting if a database is broken at the address
   */
  void read(
      BidRequest request, GeoDatabase places, GeoDatabase networks, Consumer<String> invalid) {
    place = null;
    asn = null;
    country = null;
    isMismatch = null;
    version = places.version();
    Device device = request.getDevice();
    if (device == null) {
      return;
    }
    InetAddress address = address(device.getIp());
    if (address == null) {
      address = address(device.getIpv6());
    }
    if (address == null) {
      return;
    }
    place = find(address, places, "geo.database", invalid);
    Place network = find(address, networks, "geo.asn-database", invalid);
    asn = asn(place);
    if (asn == null) {
      asn = asn(network);
    }
    if (place != null && place.country() != null && place.country().code() != null) {
      country = Countries.alpha3(new Utf8(place.country().code()));
    }
    Utf8 declared = device.getGeo() == null ? null : Countries.alpha3(device.getGeo().getCountry());
    boolean areKnown = country != null && declared != null;
    isMismatch = areKnown ? Boolean.valueOf(!country.equals(declared)) : null;
  }

  private static Place find(
      InetAddress address, GeoDatabase database, String setting, Consumer<String> invalid) {
    try {
      return database.find(address);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The reader trusts lengths and pointers.
      invalid.accept(setting);
      return null;
    }
  }

  private static Long asn(Place network) {
    boolean isKnown = network != null && network.asn() != 0;
    return isKnown ? Long.valueOf(network.asn()) : null;
  }

  private static InetAddress address(Utf8 text) {
    if (text == null || text.getByteLength() == 0) {
      return null;
    }
    String address = text.toString();
    return InetAddresses.isInetAddress(address) && address.indexOf('%') < 0
        ? InetAddresses.forString(address)
        : null;
  }

  /** Returns the alpha-3 code of the country (ISO 3166-1); null if it is unknown. */
  public Utf8 country() {
    return country;
  }

  /** Returns the code of the largest subdivision (ISO 3166-2), such as US-CA; null if unknown. */
  public String region() {
    if (place == null || country == null || place.regions() == null || place.regions().isEmpty()) {
      return null;
    }
    String code = place.regions().get(0).code();
    return code == null ? null : place.country().code() + "-" + code;
  }

  /** Returns the English name of the city; null if it is unknown. */
  public String city() {
    boolean isKnown = place != null && place.city() != null;
    return isKnown ? place.city().name() : null;
  }

  /** Returns the metro code (DMA) of a place in the USA; null elsewhere. */
  public Integer metro() {
    boolean isKnown = place != null && place.location() != null && place.location().metro() != 0;
    return isKnown ? Integer.valueOf(place.location().metro()) : null;
  }

  /** Returns the time zone; null if it is unknown. */
  public String timeZone() {
    boolean isKnown = place != null && place.location() != null;
    return isKnown ? place.location().timeZone() : null;
  }

  /** Returns the number of the autonomous system; null if it is unknown. */
  public Long asn() {
    return asn;
  }

  /** Returns whether the country is not the one that the request names; null if one is unknown. */
  public Boolean isMismatch() {
    return isMismatch;
  }

  /** Returns type and build time of the database; null without a database. */
  public String version() {
    return version;
  }
}
