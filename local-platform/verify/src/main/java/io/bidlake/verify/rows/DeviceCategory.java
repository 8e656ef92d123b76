package io.bidlake.verify.rows;

import io.bidlake.model.BidRequest;

/**
 * The category of a device, from AdCOM's device types and whether the ad is for an app or a site.
 */
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
