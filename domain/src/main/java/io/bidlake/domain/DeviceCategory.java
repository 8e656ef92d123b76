package io.bidlake.domain;

import com.google.common.collect.ImmutableMap;
import io.bidlake.model.BidRequest;

/**
 * Category of the device that shows the ad, derived from OpenRTB's device type, from site or app,
 * and from the user agent.
 */
public enum DeviceCategory {
  DESKTOP("Desktop"),
  MOBILE_WEB("Mobile Web"),
  MOBILE_APP("Mobile App"),
  CTV("CTV"),
  CONNECTED_DEVICE("Connected Device"),
  UNKNOWN("Unknown");

  private static final int PHONE = 4;
  private static final int OUT_OF_HOME = 8;

  /** Device types (AdCOM) that stand for the classes of devices that user agents name. */
  private static final ImmutableMap<String, Integer> TYPES =
      ImmutableMap.<String, Integer>builder()
          .put("Mobile", 1)
          .put("eReader", 1)
          .put("Desktop", 2)
          .put("TV", 3)
          .put("Phone", PHONE)
          .put("Tablet", 5)
          .put("Augmented Reality", 6)
          .put("Car", 6)
          .put("Game Console", 6)
          .put("Handheld Game Console", 6)
          .put("Home Appliance", 6)
          .put("Smart Display", 6)
          .put("Virtual Reality", 6)
          .put("Voice", 6)
          .put("Watch", 6)
          .put("Set-top box", 7)
          .buildOrThrow();

  private final String label;

  DeviceCategory(String label) {
    this.label = label;
  }

  /** What a device looks like to a website. */
  private enum Form {
    HANDHELD,
    DESKTOP,
    CONNECTED;

    static Form of(Integer type) {
      if (type == null) {
        return null;
      }
      return switch (type) {
        case 1, 4, 5 -> HANDHELD;
        case 2 -> DESKTOP;
        case 3, 6, 7 -> CONNECTED;
        default -> null;
      };
    }
  }

  /**
   * Returns the category by the device type, or by the user agent if there is no type or the user
   * agent contradicts it. It is no contradiction that a handheld device asks for the desktop page
   * of a site with the user agent of a Mac, or that a TV or a box has the user agent of a tablet or
   * of a computer with Linux.
   *
   * @param deviceClass the class of the device by its user agent; null if it is unknown
   * @param system the operating system by its user agent; null if it is unknown
   */
  public static DeviceCategory of(BidRequest request, String deviceClass, String system) {
    Integer declared = request.getDevice() == null ? null : request.getDevice().getDevicetype();
    Integer seen = deviceClass == null ? null : TYPES.get(deviceClass);
    boolean isOutOfHome = declared != null && declared == OUT_OF_HOME;
    boolean isSeen = seen != null && !isOutOfHome && contradicts(declared, seen, system);
    return ofType(request, isSeen ? seen : declared);
  }

  private static boolean contradicts(Integer declared, int seen, String system) {
    Form form = Form.of(declared);
    Form seenForm = Form.of(seen);
    if (form == null || form == seenForm) {
      return form == null;
    }
    boolean isTabletOnDesktopPage =
        form == Form.HANDHELD && seenForm == Form.DESKTOP && "Mac OS".equals(system);
    boolean isBoxLikeAComputer =
        form == Form.CONNECTED && seenForm == Form.DESKTOP && "Linux".equals(system);
    boolean isBoxLikeATablet = form == Form.CONNECTED && seenForm == Form.HANDHELD && seen != PHONE;
    return !isTabletOnDesktopPage && !isBoxLikeAComputer && !isBoxLikeATablet;
  }

  private static DeviceCategory ofType(BidRequest request, Integer type) {
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
