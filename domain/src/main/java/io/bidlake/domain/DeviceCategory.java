package io.bidlake.domain;

import io.bidlake.model.BidRequest;

/**
 * Category of the device that shows the ad, derived from OpenRTB's device type and from site or
 * app.
 */
public enum DeviceCategory {
  DESKTOP("Desktop"),
  MOBILE_WEB("Mobile Web"),
  MOBILE_APP("Mobile App"),
  CTV("CTV"),
  CONNECTED_DEVICE("Connected Device"),
  UNKNOWN("Unknown");

  private final String label;

  DeviceCategory(String label) {
    this.label = label;
  }

  public static DeviceCategory of(BidRequest request) {
    Integer type = request.getDevice() == null ? null : request.getDevice().getDevicetype();
    if (type == null) {
      return UNKNOWN;
    }
    return switch (type) {
      case 1, 4, 5 -> mobile(request);
      case 2 -> DESKTOP;
      case 3, 7 -> CTV;
      case 6 -> CONNECTED_DEVICE;
      default -> UNKNOWN;
    };
  }

  private static DeviceCategory mobile(BidRequest request) {
    if (request.getApp() != null) {
      return MOBILE_APP;
    }
    return request.getSite() != null ? MOBILE_WEB : UNKNOWN;
  }

  /** Returns the category as the columns of tables contain it. */
  @Override
  public String toString() {
    return label;
  }
}
