package io.bidlake.domain.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import io.bidlake.domain.reference.PackagedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compared with the library, on the databases that MaxMind publishes for tests. */
class SearchTreeTest {

  private static final int RANDOM_ADDRESSES = 2_000;

  private final Random random = new Random(18);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MaxMind-DB-test-ipv4-24.mmdb",
        "MaxMind-DB-test-ipv4-28.mmdb",
        "MaxMind-DB-test-ipv4-32.mmdb",
        "MaxMind-DB-test-mixed-24.mmdb",
        "MaxMind-DB-test-mixed-28.mmdb",
        "MaxMind-DB-test-mixed-32.mmdb",
        "MaxMind-DB-no-ipv4-search-tree.mmdb",
        "GeoLite2-City-Test.mmdb",
        "GeoLite2-ASN-Test.mmdb",
        "GeoIP2-Enterprise-Test.mmdb"
      })
  void findsTheRecordThatTheLibraryFinds(String name) throws Exception {
    byte[] database = content(name);
    Reader reader = new Reader(new ByteArrayInputStream(database));
    SearchTree tree = new SearchTree(database, reader.getMetadata());
    boolean hasIpv6 = reader.getMetadata().ipVersion() == 6;

    Map<Long, Object> records = new HashMap<>();
    int found = 0;
    for (InetAddress address : addresses(reader)) {
      boolean isIpv6 = address.getAddress().length > 4;
      Object expected = isIpv6 && !hasIpv6 ? null : reader.get(address, Object.class);
      long record = tree.find(address.getAddress());
      assertThat(record != SearchTree.NO_RECORD).as("%s", address).isEqualTo(expected != null);
      if (expected != null) {
        found++;
        assertThat(records.computeIfAbsent(record, first -> expected))
            .as("%s", address)
            .isEqualTo(expected);
      }
    }
    assertThat(found).isGreaterThan(5);
  }

  /** Addresses at both sides of both ends of each network, and others. */
  private List<InetAddress> addresses(Reader reader) throws IOException, InvalidNetworkException {
    List<InetAddress> addresses = new ArrayList<>();
    for (var networks = reader.networks(Object.class); networks.hasNext(); ) {
      DatabaseRecord<Object> record = networks.next();
      byte[] start = record.network().networkAddress().getAddress();
      int bits = 8 * start.length;
      BigInteger first = new BigInteger(1, start);
      BigInteger size = BigInteger.ONE.shiftLeft(bits - record.network().prefixLength());
      BigInteger end = BigInteger.ONE.shiftLeft(bits);
      for (BigInteger address :
          List.of(
              first.subtract(BigInteger.ONE).mod(end),
              first,
              first.add(size).subtract(BigInteger.ONE),
              first.add(size).mod(end))) {
        addresses.add(address(address, start.length));
      }
    }
    for (int i = 0; i < RANDOM_ADDRESSES; i++) {
      addresses.add(address(new BigInteger(32, random), 4));
      addresses.add(address(new BigInteger(128, random), 16));
    }
    addresses.add(InetAddresses.forString("::"));
    addresses.add(InetAddresses.forString("2002:102:304::"));
    return addresses;
  }

  private static InetAddress address(BigInteger number, int length) throws UnknownHostException {
    byte[] bytes = new byte[length];
    byte[] given = number.toByteArray();
    for (int i = 0; i < Math.min(length, given.length); i++) {
      bytes[length - 1 - i] = given[given.length - 1 - i];
    }
    return InetAddress.getByAddress(bytes);
  }

  /** Only databases with millions of records fill the byte between the children. */
  @Test
  void readsTheHighestBitsOfBothChildren() {
    byte[] node = {0, 0, 1, (byte) 0xab, 0, 0, 2};
    Metadata metadata = new Metadata(2, 0, BigInteger.ONE, "Test", List.of(), Map.of(), 4, 1, 28);

    SearchTree tree = new SearchTree(node, metadata);

    assertThat(tree.find(new byte[] {0, 0, 0, 0})).isEqualTo(0xa000001);
    assertThat(tree.find(new byte[] {(byte) 128, 0, 0, 0})).isEqualTo(0xb000002);
  }

  @Test
  void refusesAFileThatIsShorterThanItsTree() throws IOException {
    byte[] database = content("GeoLite2-City-Test.mmdb");
    Reader reader = new Reader(new ByteArrayInputStream(database));

    assertThatThrownBy(() -> new SearchTree(Arrays.copyOf(database, 1_000), reader.getMetadata()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("\\d+ nodes with records of 28 bits do not fit into 1000 bytes");
  }

  private static byte[] content(String name) {
    return new PackagedFile(SearchTreeTest.class, "maxmind/" + name).content();
  }
}
