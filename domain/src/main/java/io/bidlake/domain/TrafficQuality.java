package io.bidlake.domain;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.model.Imp;
import io.bidlake.model.Publisher;
import java.io.Serializable;
import org.apache.avro.util.Utf8;

/**
 * Classifies requests as production traffic or not, with the reason for a rejection. One object is
 * reused for all requests.
 */
public final class TrafficQuality implements Serializable {

  private static final byte[] TEST_PUBLISHER = {'t', 'e', 's', 't', '-'};

  private boolean test;
  private boolean nonPublicAddress;
  private RejectionReason rejection;

  /** Classifies a request; the result is valid until the next call. */
  public void judge(BidRequest request) {
    test = request.getTest() == 1 || isTestPublisher(publisherOf(request));
    AddressScope scope = scopeOf(request.getDevice());
    nonPublicAddress = scope == AddressScope.NON_PUBLIC;
    rejection = structuralFault(request);
    if (rejection == null && test) {
      rejection = RejectionReason.TEST_TRAFFIC;
    }
    if (rejection == null) {
      rejection =
          switch (scope) {
            case PUBLIC -> null;
            case NON_PUBLIC -> RejectionReason.NON_PUBLIC_IP;
            case INVALID -> RejectionReason.INVALID_IP;
          };
    }
  }

  /** Returns whether the request is a test, by its publisher or its test flag. */
  public boolean isTest() {
    return test;
  }

  /** Returns whether an IP address of the device is not public. */
  public boolean isNonPublicAddress() {
    return nonPublicAddress;
  }

  /** Returns why the request is rejected; null if it is accepted. */
  public RejectionReason rejection() {
    return rejection;
  }

  /** Returns the publisher of the site, app or screen; null if there is none. */
  public static Publisher publisherOf(BidRequest request) {
    if (request.getSite() != null) {
      return request.getSite().getPublisher();
    }
    if (request.getApp() != null) {
      return request.getApp().getPublisher();
    }
    return request.getDooh() == null ? null : request.getDooh().getPublisher();
  }

  private static RejectionReason structuralFault(BidRequest request) {
    if (SenderText.isBlank(request.getId())) {
      return RejectionReason.MISSING_REQUEST_ID;
    }
    if (request.getImp().isEmpty()) {
      return RejectionReason.MISSING_IMP;
    }
    boolean badFloor = false;
    for (Imp imp : request.getImp()) {
      if (SenderText.isBlank(imp.getId())) {
        return RejectionReason.MISSING_IMP_ID;
      }
      // Also true for NaN.
      badFloor |= !(imp.getBidfloor() >= 0 && imp.getBidfloor() <= Double.MAX_VALUE);
    }
    if (inventories(request) > 1) {
      return RejectionReason.AMBIGUOUS_INVENTORY;
    }
    return badFloor ? RejectionReason.NEGATIVE_FLOOR : null;
  }

  private static int inventories(BidRequest request) {
    return (request.getSite() == null ? 0 : 1)
        + (request.getApp() == null ? 0 : 1)
        + (request.getDooh() == null ? 0 : 1);
  }

  private static boolean isTestPublisher(Publisher publisher) {
    if (publisher == null || publisher.getId() == null) {
      return false;
    }
    Utf8 id = publisher.getId();
    if (id.getByteLength() < TEST_PUBLISHER.length) {
      return false;
    }
    for (int i = 0; i < TEST_PUBLISHER.length; i++) {
      if (id.getBytes()[i] != TEST_PUBLISHER[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the less public scope of the device's two addresses; a device without an address counts
   * as public.
   */
  private static AddressScope scopeOf(Device device) {
    if (device == null) {
      return AddressScope.PUBLIC;
    }
    AddressScope v4 = scopeOf(device.getIp());
    AddressScope v6 = scopeOf(device.getIpv6());
    if (v4 == AddressScope.NON_PUBLIC || v6 == AddressScope.NON_PUBLIC) {
      return AddressScope.NON_PUBLIC;
    }
    return v4 == AddressScope.INVALID ? v4 : v6;
  }

  private static AddressScope scopeOf(Utf8 address) {
    return SenderText.isBlank(address) ? AddressScope.PUBLIC : AddressScope.of(address.toString());
  }
}
