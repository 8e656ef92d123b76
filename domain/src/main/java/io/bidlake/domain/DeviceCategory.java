package io.bidlake.domain;

import io.bidlake.model.BidRequest;

/** What kind of device an ad is for, by OpenRTB's device types and by site or app. */
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

  /** The category in words, as columns have it. */
  @Override
  public String toString() {
    return label;
  }
}
