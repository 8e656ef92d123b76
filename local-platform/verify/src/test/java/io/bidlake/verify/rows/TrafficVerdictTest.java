package io.bidlake.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.App;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Publisher;
import io.bidlake.verify.Events;
import java.util.List;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class TrafficVerdictTest {

  private final BidRequest request = Events.request("r", 2);

  @Test
  void acceptsAPublicPhoneOnASite() {
    assertThat(TrafficVerdict.on(request)).isEqualTo(new TrafficVerdict(null, false, false));
  }

  @Test
  void acceptsAFloorOfZeroAndARequestWithoutAddress() {
    request.getImp().get(0).setBidfloor(0);
    request.setDevice(null);

    assertThat(TrafficVerdict.on(request).rejection()).isNull();
  }

  @Test
  void acceptsABlankAddressAndNoInfiniteFloor() {
    request.getDevice().setIp(new Utf8(""));
    assertThat(TrafficVerdict.on(request).rejection()).isNull();
    request.getImp().get(0).setBidfloor(Double.POSITIVE_INFINITY);
    assertRejected("NEGATIVE_FLOOR");
  }

  @Test
  void namesTheFirstReasonOfSeveral() {
    request.getDevice().setIpv6(new Utf8("nonsense"));
    assertRejected("INVALID_IP");
    request.getDevice().setIp(new Utf8("192.168.0.1"));
    assertRejected("NON_PUBLIC_IP");
    request.setTest(1);
    assertRejected("TEST_TRAFFIC");
    request.getImp().get(1).setBidfloor(-0.01);
    assertRejected("NEGATIVE_FLOOR");
    request.setApp(new App());
    assertRejected("AMBIGUOUS_INVENTORY");
    request.getImp().get(1).setId(new Utf8(""));
    assertRejected("MISSING_IMP_ID");
    request.setImp(List.of());
    assertRejected("MISSING_IMP");
    request.setId(new Utf8(""));
    assertRejected("MISSING_REQUEST_ID");
  }

  @Test
  void flagsTestsAndPrivateAddressesWhateverTheReasonIs() {
    request.getDevice().setIp(new Utf8("10.1.1.1"));
    request.setTest(1);
    request.setImp(List.of());

    assertThat(TrafficVerdict.on(request)).isEqualTo(new TrafficVerdict("MISSING_IMP", true, true));
  }

  @Test
  void knowsTestPublishersOfApps() {
    request.setSite(null);
    request.setApp(
        App.newBuilder()
            .setPublisher(Publisher.newBuilder().setId(new Utf8("test-7")).build())
            .build());

    assertRejected("TEST_TRAFFIC");
  }

  @Test
  void rejectsAFloorThatIsNoNumber() {
    request.getImp().get(0).setBidfloor(Double.NaN);

    assertRejected("NEGATIVE_FLOOR");
  }

  private void assertRejected(String reason) {
    assertThat(TrafficVerdict.on(request).rejection()).isEqualTo(reason);
  }
}
