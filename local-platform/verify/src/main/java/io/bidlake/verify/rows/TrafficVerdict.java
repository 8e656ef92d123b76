package io.bidlake.verify.rows;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.model.Imp;
import io.bidlake.model.Publisher;
import io.bidlake.verify.sender.AddressKind;
import io.bidlake.verify.sender.Given;
import org.apache.avro.util.Utf8;

/**
 * The traffic quality of a request, by the rules of docs/tables.md, independently of the job's
 * code.
 *
 * @param rejection the reason why the request is not production traffic; null if it is
 * @param test whether it is test traffic
 * @param privateAddress whether an IP address of the device is not public
 */
public record TrafficVerdict(String rejection, boolean test, boolean privateAddress) {

  private static final String TEST_PREFIX = "test-";

  public static TrafficVerdict on(BidRequest request) {
    Device device = request.getDevice();
    AddressKind ip = AddressKind.of(device == null ? null : device.getIp());
    AddressKind ipv6 = AddressKind.of(device == null ? null : device.getIpv6());
    boolean test = isTest(request);
    boolean privateAddress = ip == AddressKind.NON_PUBLIC || ipv6 == AddressKind.NON_PUBLIC;
    boolean invalidAddress = ip == AddressKind.INVALID || ipv6 == AddressKind.INVALID;
    String malformed = malformed(request);
    String rejection =
        malformed != null
            ? malformed
            : test
                ? "TEST_TRAFFIC"
                : privateAddress ? "NON_PUBLIC_IP" : invalidAddress ? "INVALID_IP" : null;
    return new TrafficVerdict(rejection, test, privateAddress);
  }

  private static String malformed(BidRequest request) {
    if (!Given.isGiven(request.getId())) {
      return "MISSING_REQUEST_ID";
    }
    if (request.getImp().isEmpty()) {
      return "MISSING_IMP";
    }
    for (Imp imp : request.getImp()) {
      if (!Given.isGiven(imp.getId())) {
        return "MISSING_IMP_ID";
      }
    }
    int places =
        (request.getSite() == null ? 0 : 1)
            + (request.getApp() == null ? 0 : 1)
            + (request.getDooh() == null ? 0 : 1);
    if (places > 1) {
      return "AMBIGUOUS_INVENTORY";
    }
    for (Imp imp : request.getImp()) {
      if (imp.getBidfloor() < 0 || !Double.isFinite(imp.getBidfloor())) {
        return "NEGATIVE_FLOOR";
      }
    }
    return null;
  }

  private static boolean isTest(BidRequest request) {
    Publisher publisher = publisher(request);
    Utf8 id = publisher == null ? null : publisher.getId();
    return request.getTest() == 1 || (id != null && id.toString().startsWith(TEST_PREFIX));
  }

  /** The publisher of the site, or else of the app, or else of the DOOH screen. */
  public static Publisher publisher(BidRequest request) {
    if (request.getSite() != null) {
      return request.getSite().getPublisher();
    }
    if (request.getApp() != null) {
      return request.getApp().getPublisher();
    }
    return request.getDooh() == null ? null : request.getDooh().getPublisher();
  }
}
