package io.bidlake.generator.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bidlake.generator.place.Addresses;
import io.bidlake.generator.place.City;
import io.bidlake.generator.place.Country;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.model.Geo;
import io.bidlake.model.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VisitorTest {

  private static final Set<String> GDPR =
      Set.of("GBR", "DEU", "FRA", "ESP", "ITA", "NLD", "POL", "SWE");

  /** What the user agent of an operating system says. */
  private static final Map<String, List<String>> MARKS =
      Map.ofEntries(
          Map.entry("iOS", List.of("iPhone", "iPad")),
          Map.entry("Android", List.of("Android")),
          Map.entry("Windows", List.of("Windows NT")),
          Map.entry("macOS", List.of("Macintosh")),
          Map.entry("Roku OS", List.of("Roku/")),
          Map.entry("Tizen", List.of("Tizen")),
          Map.entry("tvOS", List.of("tvOS")),
          Map.entry("Fire OS", List.of("AFTKA")),
          Map.entry("Linux", List.of("STB/", "Googlebot/")),
          Map.entry("BrightSign OS", List.of("BrightSign")),
          Map.entry("webOS", List.of("webOS")));

  @Test
  void placesBelongTogether() {
    Map<String, Country> countries = new HashMap<>();
    SampleFunnels.MARKET.countries().items().forEach(c -> countries.put(c.code().toString(), c));
    for (BidRequest request : SampleFunnels.requests()) {
      Geo geo = request.getDevice().getGeo();
      City city =
          countries.get(geo.getCountry().toString()).cities().items().stream()
              .filter(c -> c.name().equals(geo.getCity()))
              .findFirst()
              .orElseThrow();
      assertThat((Object) geo.getRegion()).isEqualTo(city.region());
      assertThat(geo.getUtcoffset()).isEqualTo(city.utcOffset());
      assertThat((Object) geo.getZip()).isEqualTo(city.zip());
      if (geo.getLat() != null) {
        assertThat(geo.getLat()).isCloseTo(city.latitude(), within(0.11));
        assertThat(geo.getLon()).isCloseTo(city.longitude(), within(0.11));
      }
    }
  }

  @Test
  void userAgentsBelongToTheirDevice() {
    for (BidRequest request : SampleFunnels.requests()) {
      Device device = request.getDevice();
      String agent = device.getUa().toString();
      assertThat(MARKS.get(device.getOs().toString())).anyMatch(agent::contains);
      assertThat(agent.contains("iPhone")).isEqualTo(isPhone(device) && isMadeBy("Apple", device));
      assertThat(agent.contains("iPad"))
          .isEqualTo(device.getDevicetype() == 5 && isMadeBy("Apple", device));
      if (device.getOs().toString().equals("Android")) {
        assertThat(agent).contains("Android " + device.getOsv()).contains(device.getModel());
        assertThat(agent.contains(" Mobile ")).isEqualTo(isPhone(device));
      }
    }
  }

  @Test
  void structuredUserAgentsBelongToTheirDeviceAndComeFromChromiumOnSites() {
    int sent = 0;
    for (BidRequest request : SampleFunnels.requests()) {
      Device device = request.getDevice();
      String agent = device.getUa().toString();
      boolean isChromium = agent.contains("Chrome/") && !agent.contains("Googlebot");
      assertThat(device.getSua() != null).isEqualTo(isChromium && request.getSite() != null);
      if (device.getSua() != null) {
        assertThat((Object) device.getSua().getPlatform().getBrand()).isEqualTo(device.getOs());
        assertThat(device.getSua().getMobile()).isEqualTo(isPhone(device) ? 1 : 0);
        assertThat(device.getSua().getBrowsers())
            .anyMatch(
                it ->
                    it.getBrand().toString().equals("Microsoft Edge") == agent.contains("Edg/")
                        && agent.contains("/" + it.getVersion().get(0) + "."));
        sent++;
      }
    }
    assertThat(sent).isPositive();
  }

  @Test
  void devicesBelongToTheirChannel() {
    for (BidRequest request : SampleFunnels.requests()) {
      int type = request.getDevice().getDevicetype();
      boolean app = request.getApp() != null;
      boolean site = request.getSite() != null;
      assertThat(Stream.of(app, site, request.getDooh() != null).filter(set -> set)).hasSize(1);
      assertThat(type == 8).isEqualTo(request.getDooh() != null);
      if (site) {
        assertThat(type).isIn(2, 4, 5);
        assertThat(request.getSite().getMobile()).isEqualTo(type == 4 ? 1 : 0);
        assertThat(request.getSite().getPage().toString()).contains(request.getSite().getDomain());
        assertThat((Object) request.getDevice().getIfa()).isNull();
      }
      if (app) {
        assertThat(type).isIn(3, 4, 5, 7);
        String os = request.getDevice().getOs().toString();
        assertThat(request.getApp().getBundle().toString().matches("1\\d{9}"))
            .isEqualTo(os.equals("iOS") || os.equals("tvOS"));
      }
    }
  }

  @Test
  void europeansCarryGdprAndConsent() {
    for (BidRequest request : SampleFunnels.requests()) {
      String country = request.getDevice().getGeo().getCountry().toString();
      Integer gdpr = request.getRegs().getGdpr();
      if (GDPR.contains(country)) {
        assertThat(gdpr).isEqualTo(1);
        assertThat(request.getUser().getConsent().toString()).startsWith("CQ");
      } else {
        assertThat(gdpr == null || gdpr == 0).isTrue();
        assertThat(request.getUser() == null || request.getUser().getConsent() == null).isTrue();
      }
      assertThat(request.getRegs().getUsPrivacy() != null).isEqualTo(country.equals("USA"));
    }
  }

  @Test
  void whoOptsOutCarriesNoIds() {
    int children = 0;
    for (BidRequest request : SampleFunnels.requests()) {
      boolean child = Integer.valueOf(1).equals(request.getRegs().getCoppa());
      children += child ? 1 : 0;
      Device device = request.getDevice();
      boolean out =
          child
              || Integer.valueOf(1).equals(device.getLmt())
              || Integer.valueOf(1).equals(device.getDnt())
              || "1YYN".contentEquals(String.valueOf(request.getRegs().getUsPrivacy()));
      if (out) {
        assertThat(hasIds(request)).isFalse();
      }
      if (child) {
        assertThat(device.getGeo().getLat()).isNull();
      }
    }
    assertThat(children).isPositive();
    assertThat(SampleFunnels.requests().stream().filter(VisitorTest::hasIds).count())
        .isGreaterThan(SampleFunnels.COUNT / 2);
  }

  @Test
  void appsOfKnownVisitorsCarryAnAdvertisingId() {
    assertThat(SampleFunnels.requests())
        .filteredOn(request -> request.getApp() != null && hasIds(request))
        .isNotEmpty()
        .allMatch(request -> request.getDevice().getIfa() != null);
  }

  @Test
  void aShareOfTheRequestsComesFromAPrivateAddressAndTheRestDoesNot() {
    long hidden =
        SampleFunnels.requests().stream()
            .map(BidRequest::getDevice)
            .peek(device -> assertThat(device.getIp() == null).isEqualTo(device.getIpv6() != null))
            .filter(
                device ->
                    !Addresses.isPublic(device.getIp() == null ? device.getIpv6() : device.getIp()))
            .count();
    assertThat(hidden / (double) SampleFunnels.COUNT)
        .isCloseTo(SampleFunnels.TRAFFIC.privateIp(), within(0.004));
  }

  @Test
  void aPersonComesBackWithTheSameDeviceAndPlace() {
    Map<String, Device> devices = new HashMap<>();
    int again = 0;
    FunnelFactory other = SampleFunnels.factory(77);
    for (int i = 0; i < 60_000; i++) {
      BidRequest request = other.funnel(i, SampleFunnels.START).request();
      if (request.getUser() != null && request.getUser().getId() != null) {
        Device device = request.getDevice();
        Device before = devices.put(request.getUser().getId().toString(), device);
        if (before != null) {
          assertThat((Object) device.getUa()).isEqualTo(before.getUa());
          assertThat((Object) device.getGeo().getCity()).isEqualTo(before.getGeo().getCity());
          again++;
        }
      }
    }
    assertThat(again).isPositive();
  }

  private static boolean hasIds(BidRequest request) {
    User user = request.getUser();
    return request.getDevice().getIfa() != null
        || (user != null
            && (user.getId() != null || user.getBuyeruid() != null || !user.getEids().isEmpty()));
  }

  private static boolean isPhone(Device device) {
    return device.getDevicetype() == 4;
  }

  private static boolean isMadeBy(String make, Device device) {
    return device.getMake() != null && device.getMake().toString().equals(make);
  }
}
