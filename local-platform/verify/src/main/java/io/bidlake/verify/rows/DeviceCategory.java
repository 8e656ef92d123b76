package io.bidlake.verify.rows;

import io.bidlake.model.BidRequest;

/** The kind of screen, by AdCOM's device types and by what the ad is for. */
final class DeviceCategory {

  private static final String UNKNOWN = "Unknown";

  private DeviceCategory() {}

  static String of(BidRequest request) {
    Integer type = request.getDevice() == null ? null : request.getDevice().getDevicetype();
    if (type == null) {
      return UNKNOWN;
    }
    return switch (type) {
      case 1, 4, 5 ->
          request.getApp() != null
              ? "Mobile App"
              : request.getSite() != null ? "Mobile Web" : UNKNOWN;
      case 2 -> "Desktop";
      case 3, 7 -> "CTV";
      case 6 -> "Connected Device";
      default -> UNKNOWN;
    };
  }
}
