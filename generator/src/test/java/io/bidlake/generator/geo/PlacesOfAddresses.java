package io.bidlake.generator.geo;

import io.bidlake.generator.pool.DataFile;
import io.bidlake.generator.pool.DataFile.Row;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The database of the places of the generator's addresses. Each block of addresses of a country is
 * divided among its cities. One of 64 parts of each country's first block belongs to another
 * country, so that some requests name another country than the database does.
 */
final class PlacesOfAddresses {

  private static final String TYPE = "Bidlake-Demo-City";

  /**
   * Always the same, so that every copy of the file is the same version: rows name the version with
   * which they were made. To be changed with the content.
   */
  private static final Instant BUILT = Instant.parse("2026-02-03T00:00:00Z");

  private static final int PARTS_BITS = 4;
  private static final int MOVED_BITS = 6;

  /** The first of the numbers of autonomous systems that are for private use (RFC 6996). */
  private static final int PRIVATE_ASN = 64_512;

  private static final Map<String, String> ALPHA_2 =
      Arrays.stream(Locale.getISOCountries())
          .collect(
              Collectors.toMap(
                  code -> new Locale.Builder().setRegion(code).build().getISO3Country(),
                  code -> code));

  private PlacesOfAddresses() {}

  /** Returns the content of the file, always the same bytes. */
  static byte[] content() {
    Map<String, List<Row>> cities =
        DataFile.read("cities.txt").stream().collect(Collectors.groupingBy(row -> row.text(0)));
    List<Row> countries = DataFile.read("countries.txt");
    MmdbWriter database = new MmdbWriter();
    for (int i = 0; i < countries.size(); i++) {
      Row country = countries.get(i);
      List<Network> blocks = blocks(country);
      for (Network block : blocks) {
        addParts(block, places(cities.get(country.text(0)), PRIVATE_ASN + i), database);
      }
      Row other = countries.get((i + 1) % countries.size());
      Map<String, ?> elsewhere =
          places(cities.get(other.text(0)), PRIVATE_ASN + countries.size() + i).get(0);
      add(blocks.get(0).part(MOVED_BITS, (1 << MOVED_BITS) - 1), elsewhere, database);
    }
    return database.toBytes(TYPE, BUILT);
  }

  private static List<Network> blocks(Row country) {
    List<Network> blocks = new ArrayList<>();
    country.words(7).forEach(cidr -> blocks.add(Network.of(cidr)));
    country.words(8).forEach(prefix -> blocks.add(Network.of(prefix + "::/32")));
    return blocks;
  }

  private static void addParts(
      Network block, List<Map<String, Object>> places, MmdbWriter database) {
    for (int i = 0; i < 1 << PARTS_BITS; i++) {
      add(block.part(PARTS_BITS, i), places.get(i % places.size()), database);
    }
  }

  private static void add(Network network, Map<String, ?> place, MmdbWriter database) {
    database.add(network.address(), network.prefixLength(), place);
  }

  private static List<Map<String, Object>> places(List<Row> cities, int asn) {
    return cities.stream().map(city -> place(city, asn)).toList();
  }

  private static Map<String, Object> place(Row city, int asn) {
    String region = city.text(2);
    Map<String, Object> location = new HashMap<>();
    location.put("time_zone", city.text(9));
    if (!city.text(8).isEmpty()) {
      location.put("metro_code", city.integer(8));
    }
    return Map.of(
        "country", Map.of("iso_code", ALPHA_2.get(city.text(0))),
        "subdivisions", List.of(Map.of("iso_code", region.substring(region.indexOf('-') + 1))),
        "city", Map.of("names", Map.of("en", city.text(3))),
        "location", location,
        "traits", Map.of("autonomous_system_number", asn));
  }

  /** A block of addresses. */
  private record Network(InetAddress address, int prefixLength) {

    static Network of(String cidr) {
      int slash = cidr.indexOf('/');
      try {
        // A literal address, which needs no name server.
        return new Network(
            InetAddress.getByName(cidr.substring(0, slash)),
            Integer.parseInt(cidr.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(cidr, e);
      }
    }

    /** Returns one of the parts into which these bits divide the network. */
    Network part(int bits, int index) {
      byte[] bytes = address.getAddress();
      int longer = prefixLength + bits;
      BigInteger start =
          new BigInteger(1, bytes)
              .add(BigInteger.valueOf(index).shiftLeft(8 * bytes.length - longer));
      byte[] all = start.toByteArray();
      byte[] part = new byte[bytes.length];
      int length = Math.min(all.length, part.length);
      System.arraycopy(all, all.length - length, part, part.length - length, length);
      try {
        return new Network(InetAddress.getByAddress(part), longer);
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
