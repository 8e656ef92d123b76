package io.bidlake.verify.enrichment;

import static io.bidlake.testing.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.SourceTree;
import io.bidlake.verify.enrichment.GeoDatabases.GeoFacts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GeoDatabasesTest {

  @Test
  void knowNothingOfAnIpv6AddressIfTheyContainIpv4AddressesOnly() {
    GeoDatabases databases =
        GeoDatabases.read(
            List.of(SourceTree.geoDatabase("MaxMind-DB-test-ipv4-24.mmdb")), Optional.empty());
    BidRequest request = SampleEvents.request("r");
    request.getDevice().setIp(null);
    request.getDevice().setIpv6(utf8("2001:218::1"));

    GeoFacts facts = databases.of(request, 0);

    assertThat(facts.country()).isNull();
    assertThat(facts.version()).startsWith("Test 20");
    request.getDevice().setIpv6(utf8("::ffff:1.1.1.1"));
    assertThat(databases.of(request, 0).version()).isEqualTo(facts.version());
  }
}
