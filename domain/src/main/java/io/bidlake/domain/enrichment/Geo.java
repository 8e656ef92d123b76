package io.bidlake.domain.enrichment;

import com.google.common.net.InetAddresses;
import io.bidlake.domain.Countries;
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

  private Place place = Place.UNKNOWN;
  private Long asn;
  private Boolean isMismatch;
  private Utf8 version;

  /**
   * Moves to a request.
   *
   * @param invalid called with the name of the setting if a database is broken at the address
   */
  void read(
      BidRequest request, GeoDatabase places, GeoDatabase networks, Consumer<String> invalid) {
    place = Place.UNKNOWN;
    asn = null;
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
    asn = place.asn() == null ? network.asn() : place.asn();
    Utf8 declared = device.getGeo() == null ? null : Countries.alpha3(device.getGeo().getCountry());
    boolean areKnown = place.country() != null && declared != null;
    isMismatch = areKnown ? Boolean.valueOf(!place.country().equals(declared)) : null;
  }

  private static Place find(
      InetAddress address, GeoDatabase database, String setting, Consumer<String> invalid) {
    try {
      return database.find(address);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The reader trusts lengths and pointers.
      invalid.accept(setting);
      return Place.UNKNOWN;
    }
  }

  /** Returns an address; null if the text is none, also if it is of one machine's interface. */
  private static InetAddress address(Utf8 text) {
    if (text == null || text.getByteLength() == 0) {
      return null;
    }
    String address = text.toString();
    if (address.indexOf('%') >= 0) {
      return null;
    }
    try {
      return InetAddresses.forString(address);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns the place; its autonomous system is that of {@link #asn} only if it has one. */
  public Place place() {
    return place;
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
  public Utf8 version() {
    return version;
  }
}
