package io.bidlake.generator.example;

import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Device;
import io.bidlake.model.Rectangle;
import io.bidlake.model.ViewabilityGeometry;

/**
 * Places ads on or beside the viewport, all sizes in device independent pixels. An ad that is
 * larger than the viewport is scaled down to it.
 */
final class AdPosition {

  private static final int TV = 3;
  private static final int PHONE = 4;
  private static final int TABLET = 5;
  private static final int SET_TOP_BOX = 7;

  /** Size of a native ad, whose bid has none. */
  private static final int NATIVE_WIDTH = 300;

  private static final int NATIVE_HEIGHT = 250;

  private AdPosition() {}

  static ViewabilityGeometry of(ShownAd shown, Dice dice) {
    Device device = shown.request().getDevice();
    int width = device.getW() / pixelRatio(device);
    int height = device.getH() / pixelRatio(device);
    Rectangle ad = size(shown, width, height);
    ad.setX((width - ad.getWidth()) / 2);
    ad.setY(
        dice.chance(wholeInView(shown, device))
            ? dice.between(0, height - ad.getHeight())
            : dice.between(-ad.getHeight(), 2 * height));
    return new ViewabilityGeometry(width, height, ad, onScreen(ad, height));
  }

  /** Returns the share of the ad's pixels that are in view, in whole percent. */
  static int percentInView(ViewabilityGeometry geometry) {
    Rectangle seen = geometry.getOnScreen();
    return seen == null ? 0 : 100 * seen.getHeight() / geometry.getAd().getHeight();
  }

  private static Rectangle size(ShownAd shown, int width, int height) {
    Integer w = shown.bid().getW();
    Integer h = shown.bid().getH();
    double wanted = w == null ? NATIVE_WIDTH : w;
    double tall = h == null ? NATIVE_HEIGHT : h;
    double scale = Math.min(1, Math.min(width / wanted, height / tall));
    return new Rectangle(0, 0, (int) (wanted * scale), (int) (tall * scale));
  }

  /** Returns the part of an ad that is between the top and the bottom of the viewport, or null. */
  private static Rectangle onScreen(Rectangle ad, int height) {
    int top = Math.max(0, ad.getY());
    int bottom = Math.min(height, ad.getY() + ad.getHeight());
    return bottom <= top ? null : new Rectangle(ad.getX(), top, ad.getWidth(), bottom - top);
  }

  /** Returns how likely the whole ad comes into view. */
  private static double wholeInView(ShownAd shown, Device device) {
    if (device.getDevicetype() == TV || device.getDevicetype() == SET_TOP_BOX) {
      return 0.98;
    }
    return switch (shown.position()) {
      case 1, 4 -> 0.75;
      case 3 -> 0.4;
      case 5 -> 0.6;
      case 7 -> 0.95;
      default -> 0.55;
    };
  }

  private static int pixelRatio(Device device) {
    return switch (device.getDevicetype()) {
      case PHONE -> 3;
      case TABLET -> 2;
      default -> 1;
    };
  }
}
