package io.bidlake.domain.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.domain.reference.PackagedFile;
import io.bidlake.domain.reference.ReferenceFormat;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the databases that MaxMind publishes for tests. */
class GeoDatabaseTest {

  private static final GeoDatabase CITY = places("GeoLite2-City-Test.mmdb");
  private static final GeoDatabase ENTERPRISE = places("GeoIP2-Enterprise-Test.mmdb");
  private static final GeoDatabase ASN =
      GeoDatabase.NETWORKS.parse(content("GeoLite2-ASN-Test.mmdb"));
  private static final GeoDatabase NO_NETWORKS = GeoDatabase.NETWORKS.packaged();

  private final List<String> invalid = new ArrayList<>();
  private final Geo geo = new Geo();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "81.2.69.160, GBR, GB-ENG, London, -, Europe/London",
        "216.160.83.56, USA, US-WA, Milton, 819, America/Los_Angeles",
        "2001:218::1, JPN, -, -, -, Asia/Tokyo",
        "::ffff:81.2.69.160, GBR, GB-ENG, London, -, Europe/London",
        "89.160.20.112, SWE, SE-E, Linköping, -, Europe/Stockholm",
        "89.160.20.0, -, -, -, -, -",
        "198.51.100.7, -, -, -, -, -",
      })
  void findsThePlaceOfAnAddress(
      String address, String country, String region, String city, Integer metro, String zone) {
    read(address, null, CITY, NO_NETWORKS);

    assertThat(text(geo.place().country())).isEqualTo(country);
    assertThat(text(geo.place().region())).isEqualTo(region);
    assertThat(text(geo.place().city())).isEqualTo(city);
    assertThat(geo.place().metro()).isEqualTo(metro);
    assertThat(text(geo.place().timeZone())).isEqualTo(zone);
    assertThat(geo.asn()).isNull();
    assertThat(text(geo.version())).startsWith("GeoLite2-City 20").endsWith("Z");
    assertThat(invalid).isEmpty();
  }

  @Test
  void findsTheNetworkInADatabaseOfItsOwn() {
    read("1.128.0.1", null, CITY, ASN);

    assertThat(geo.asn()).isEqualTo(1221);
  }

  @Test
  void findsTheNetworkInTheDatabaseOfPlaces() {
    read("74.209.24.0", null, ENTERPRISE, ASN);

    assertThat(text(geo.place().country())).isEqualTo("USA");
    assertThat(geo.asn()).isEqualTo(14671);
  }

  @Test
  void knowsNothingWithoutDatabases() {
    read("81.2.69.160", "GBR", GeoDatabase.PLACES.packaged(), NO_NETWORKS);

    assertThat(text(geo.place().country())).isNull();
    assertThat(text(geo.version())).isNull();
    assertThat(geo.isMismatch()).isNull();
    assertThat(geo.asn()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "81.2.69.160, GBR, false",
        "81.2.69.160, gb, false",
        "81.2.69.160, USA, true",
        "81.2.69.160, nowhere, -",
        "81.2.69.160, -, -",
        "198.51.100.7, GBR, -",
      })
  void comparesTheCountryWithThatOfTheRequest(String address, String country, Boolean mismatch) {
    read(address, country, CITY, NO_NETWORKS);

    assertThat(geo.isMismatch()).isEqualTo(mismatch);
  }

  @Test
  void usesTheIpv6AddressWithoutAnIpv4Address() {
    Device device = new Device();
    device.setIpv6(new Utf8("2001:218::1"));
    read(device, CITY, NO_NETWORKS);
    assertThat(text(geo.place().country())).isEqualTo("JPN");

    device.setIp(new Utf8("81.2.69.160"));
    read(device, CITY, NO_NETWORKS);
    assertThat(text(geo.place().country())).isEqualTo("GBR");

    device.setIp(new Utf8("unknown"));
    read(device, CITY, NO_NETWORKS);
    assertThat(text(geo.place().country())).isEqualTo("JPN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "81.2.69", "81.2.69.x", "fe80::1%eth0", "example.com", " 81.2.69.160"})
  void findsNothingForWhatIsNoAddress(String address) {
    read(address, "GBR", CITY, ASN);

    assertThat(text(geo.place().country())).isNull();
    assertThat(geo.asn()).isNull();
    assertThat(text(geo.version())).isNotNull();
  }

  @Test
  void forgetsThePreviousRequest() {
    read("81.2.69.160", "USA", CITY, ASN);
    geo.read(new BidRequest(), CITY, ASN, invalid::add);

    assertThat(text(geo.place().country())).isNull();
    assertThat(text(geo.place().city())).isNull();
    assertThat(geo.isMismatch()).isNull();
  }

  @Test
  void refusesADatabaseOfSomethingElse() {
    byte[] asn = content("GeoLite2-ASN-Test.mmdb");
    byte[] city = content("GeoLite2-City-Test.mmdb");

    assertThatThrownBy(() -> GeoDatabase.PLACES.parse(asn))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a database of type GeoLite2-ASN contains no countries");
    assertThatThrownBy(() -> GeoDatabase.NETWORKS.parse(city))
        .hasMessage("a database of type GeoLite2-City contains no autonomous systems");
  }

  @Test
  void refusesATruncatedDatabase() {
    byte[] whole = content("GeoLite2-City-Test.mmdb");
    for (int length : new int[] {0, 1, 1_000, whole.length / 2, whole.length - 100}) {
      assertThatThrownBy(() -> GeoDatabase.PLACES.parse(Arrays.copyOf(whole, length)))
          .as("%d bytes", length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("not a valid MaxMind database");
    }
  }

  static List<Path> brokenDatabases() throws IOException, URISyntaxException {
    try (Stream<Path> files =
        Files.list(Path.of(GeoDatabaseTest.class.getResource("maxmind/broken").toURI()))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("brokenDatabases")
  void refusesABrokenDatabase(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    for (ReferenceFormat<GeoDatabase> format : List.of(GeoDatabase.PLACES, GeoDatabase.NETWORKS)) {
      assertThatThrownBy(() -> format.parse(content)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** A part that no sample has met is broken: the rest of the database is still of use. */
  @Test
  void findsNothingWhereADatabaseIsBroken() {
    byte[] content = content("GeoLite2-City-Test.mmdb");
    for (int place = 0; place < content.length; place += 47) {
      byte[] damaged = content.clone();
      damaged[place] ^= 0x55;
      GeoDatabase database;
      try {
        database = GeoDatabase.PLACES.parse(damaged);
      } catch (IllegalArgumentException e) {
        continue;
      }
      assertThatCode(() -> read("81.2.69.160", null, database, NO_NETWORKS))
          .doesNotThrowAnyException();
    }
  }

  private static String text(Utf8 value) {
    return value == null ? null : value.toString();
  }

  private void read(String address, String country, GeoDatabase places, GeoDatabase networks) {
    Device device = new Device();
    device.setIp(new Utf8(address));
    if (country != null) {
      io.bidlake.model.Geo declared = new io.bidlake.model.Geo();
      declared.setCountry(new Utf8(country));
      device.setGeo(declared);
    }
    read(device, places, networks);
  }

  private void read(Device device, GeoDatabase places, GeoDatabase networks) {
    BidRequest request = new BidRequest();
    request.setDevice(device);
    geo.read(request, places, networks, invalid::add);
  }

  private static GeoDatabase places(String name) {
    return GeoDatabase.PLACES.parse(content(name));
  }

  private static byte[] content(String name) {
    return new PackagedFile(GeoDatabaseTest.class, "maxmind/" + name).content();
  }
}
