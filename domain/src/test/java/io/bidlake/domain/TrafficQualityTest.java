package io.bidlake.domain;

import static io.bidlake.testing.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Dooh;
import io.bidlake.model.Publisher;
import io.bidlake.testing.SampleEvents;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficQualityTest {

  private final TrafficQuality quality = new TrafficQuality();
  private final BidRequest request = SampleEvents.request("r1");

  @Test
  void acceptsProductionTraffic() {
    quality.judge(request);

    assertThat(quality.rejection()).isNull();
    assertThat(quality.isTest()).isFalse();
    assertThat(quality.isNonPublicAddress()).isFalse();
  }

  @Test
  void acceptsAFloorOfZero() {
    request.setImp(List.of(SampleEvents.imp("1", 0)));

    assertThat(rejection()).isNull();
  }

  @Test
  void acceptsARequestWithoutDeviceOrAddress() {
    request.setDevice(null);
    assertThat(rejection()).isNull();

    request.setDevice(SampleEvents.device(null));
    assertThat(rejection()).isNull();
  }

  @Test
  void rejectsWhatHasNoId() {
    request.setId(utf8(""));
    assertThat(rejection()).isEqualTo(RejectionReason.MISSING_REQUEST_ID);

    request.setId(utf8("  "));
    assertThat(rejection()).isEqualTo(RejectionReason.MISSING_REQUEST_ID);
  }

  @Test
  void rejectsARequestWithoutPlacement() {
    request.setImp(List.of());
    assertThat(rejection()).isEqualTo(RejectionReason.MISSING_IMP);
  }

  @Test
  void rejectsAPlacementWithoutId() {
    request.setImp(List.of(SampleEvents.imp("1", 1), SampleEvents.imp("", 1)));
    assertThat(rejection()).isEqualTo(RejectionReason.MISSING_IMP_ID);
  }

  @Test
  void rejectsMoreThanOneKindOfInventory() {
    request.setApp(SampleEvents.app("pub-1"));
    assertThat(rejection()).isEqualTo(RejectionReason.AMBIGUOUS_INVENTORY);
  }

  @Test
  void rejectsANegativeFloorOfAnyPlacementAndOneThatIsNoNumber() {
    request.setImp(List.of(SampleEvents.imp("1", 1), SampleEvents.imp("2", -0.01)));
    assertThat(rejection()).isEqualTo(RejectionReason.NEGATIVE_FLOOR);

    request.setImp(List.of(SampleEvents.imp("1", Double.NaN)));
    assertThat(rejection()).isEqualTo(RejectionReason.NEGATIVE_FLOOR);

    request.setImp(List.of(SampleEvents.imp("1", Double.POSITIVE_INFINITY)));
    assertThat(rejection()).isEqualTo(RejectionReason.NEGATIVE_FLOOR);
  }

  @Test
  void acceptsAFloorThatNobodyWillBid() {
    request.setImp(List.of(SampleEvents.imp("1", 1e308), SampleEvents.imp("2", Double.MIN_VALUE)));
    assertThat(rejection()).isNull();

    request.setImp(List.of(SampleEvents.imp("1", -0.0)));
    assertThat(rejection()).isNull();
  }

  @Test
  void takesABlankAddressForNone() {
    request.setDevice(SampleEvents.device(""));
    request.getDevice().setIpv6(utf8(" "));

    assertThat(rejection()).isNull();
  }

  @Test
  void rejectsTestPublishersOfSitesAppsAndScreens() {
    request.setSite(SampleEvents.site("test-7"));
    assertThat(rejection()).isEqualTo(RejectionReason.TEST_TRAFFIC);

    request.setSite(null);
    request.setApp(SampleEvents.app("test-7"));
    assertThat(rejection()).isEqualTo(RejectionReason.TEST_TRAFFIC);

    request.setApp(null);
    Publisher tester = Publisher.newBuilder().setId(utf8("test-7")).build();
    request.setDooh(Dooh.newBuilder().setPublisher(tester).build());
    assertThat(rejection()).isEqualTo(RejectionReason.TEST_TRAFFIC);
    assertThat(quality.isTest()).isTrue();
  }

  @Test
  void takesOnlyThePrefixForATestPublisher() {
    request.setSite(SampleEvents.site("latest-news"));
    assertThat(rejection()).isNull();

    request.setSite(SampleEvents.site("test"));
    assertThat(rejection()).isNull();
  }

  @Test
  void rejectsRequestsMarkedAsATest() {
    request.setTest(1);
    assertThat(rejection()).isEqualTo(RejectionReason.TEST_TRAFFIC);
  }

  @Test
  void rejectsAnAddressThatIsNotPublicInEitherField() {
    request.setDevice(SampleEvents.device("192.168.0.9"));
    assertThat(rejection()).isEqualTo(RejectionReason.NON_PUBLIC_IP);

    request.setDevice(SampleEvents.device("8.8.8.8"));
    request.getDevice().setIpv6(utf8("fe80::1"));
    assertThat(rejection()).isEqualTo(RejectionReason.NON_PUBLIC_IP);
    assertThat(quality.isNonPublicAddress()).isTrue();
  }

  @Test
  void rejectsTextThatIsNoAddress() {
    request.setDevice(SampleEvents.device("unknown"));

    assertThat(rejection()).isEqualTo(RejectionReason.INVALID_IP);
    assertThat(quality.isNonPublicAddress()).isFalse();
  }

  @Test
  void givesTheFirstReasonAndAllFlags() {
    request.setImp(List.of());
    request.setTest(1);
    request.setDevice(SampleEvents.device("10.0.0.1"));

    assertThat(rejection()).isEqualTo(RejectionReason.MISSING_IMP);
    assertThat(quality.isTest()).isTrue();
    assertThat(quality.isNonPublicAddress()).isTrue();
  }

  private RejectionReason rejection() {
    quality.judge(request);
    return quality.rejection();
  }
}
