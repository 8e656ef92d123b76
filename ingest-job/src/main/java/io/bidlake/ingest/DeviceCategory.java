package io.bidlake.ingest;

import io.bidlake.model.BidRequest;
import org.apache.flink.table.data.StringData;

/** What kind of device an ad is for, by OpenRTB's device types and by site or app. */
enum DeviceCategory {
  DESKTOP("Desktop"),
  MOBILE_WEB("Mobile Web"),
  MOBILE_APP("Mobile App"),
  CTV("CTV"),
  CONNECTED_DEVICE("Connected Device"),
  UNKNOWN("Unknown");

  // Nobody changes it after it is made.
  @SuppressWarnings("ImmutableEnumChecker")
  private final StringData column;

  DeviceCategory(String label) {
    this.column = StringData.fromString(label);
  }

  static DeviceCategory of(BidRequest request) {
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

  StringData column() {
    return column;
  }
}
