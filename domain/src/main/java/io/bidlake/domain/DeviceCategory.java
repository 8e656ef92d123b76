package io.bidlake.domain;

import com.google.common.collect.ImmutableMap;
import io.bidlake.model.BidRequest;
import org.apache.avro.util.Utf8;

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

  private static final Utf8 MAC = new Utf8("Mac OS");
  private static final Utf8 LINUX = new Utf8("Linux");

  /** Device types (AdCOM) that stand for the classes of devices that user agents name. */
  private static final ImmutableMap<Utf8, Integer> TYPES =
      ImmutableMap.<Utf8, Integer>builder()
          .put(new Utf8("Mobile"), 1)
          .put(new Utf8("eReader"), 1)
          .put(new Utf8("Desktop"), 2)
          .put(new Utf8("TV"), 3)
          .put(new Utf8("Phone"), PHONE)
          .put(new Utf8("Tablet"), 5)
          .put(new Utf8("Augmented Reality"), 6)
          .put(new Utf8("Car"), 6)
          .put(new Utf8("Game Console"), 6)
          .put(new Utf8("Handheld Game Console"), 6)
          .put(new Utf8("Home Appliance"), 6)
          .put(new Utf8("Smart Display"), 6)
          .put(new Utf8("Virtual Reality"), 6)
          .put(new Utf8("Voice"), 6)
          .put(new Utf8("Watch"), 6)
          .put(new Utf8("Set-top box"), 7)
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
  public static DeviceCategory of(BidRequest request, Utf8 deviceClass, Utf8 system) {
    Integer declared = request.getDevice() == null ? null : request.getDevice().getDevicetype();
    Integer seen = deviceClass == null ? null : TYPES.get(deviceClass);
    boolean isOutOfHome = declared != null && declared == OUT_OF_HOME;
    boolean isSeen = seen != null && !isOutOfHome && contradicts(declared, seen, system);
    return ofType(request, isSeen ? seen : declared);
  }

  private static boolean contradicts(Integer declared, int seen, Utf8 system) {
    Form form = Form.of(declared);
    Form seenForm = Form.of(seen);
    if (form == null || form == seenForm) {
      return form == null;
    }
    boolean isTabletOnDesktopPage =
        form == Form.HANDHELD && seenForm == Form.DESKTOP && MAC.equals(system);
    boolean isBoxLikeAComputer =
        form == Form.CONNECTED && seenForm == Form.DESKTOP && LINUX.equals(system);
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
