package io.bidlake.generator.supply;

import java.util.Locale;

/** App platforms, with the id formats of their stores. */
public enum Platform {
  /** Desktop computers and screens: no apps. */
  NONE,
  IOS,
  ANDROID,
  ROKU,
  TIZEN,
  TVOS,
  FIRE_TV,
  SET_TOP_BOX;

  /**
   * Returns the id of an app in the store.
   *
   * @param slug name of the app in lower case without spaces
   * @param number unique number of the app, up to nine digits
   */
  String bundle(String slug, int number) {
    return switch (this) {
      case NONE, ANDROID, SET_TOP_BOX -> "com.%s.app".formatted(slug.replace("-", ""));
      case IOS, TVOS -> "1%09d".formatted(number);
      case ROKU -> String.valueOf(number % 800_000 + 100_000);
      case TIZEN -> "G15%09d".formatted(number);
      case FIRE_TV -> "B0" + Integer.toString(number + 100_000_000, 36).toUpperCase(Locale.ROOT);
    };
  }

  /** Returns the URL of an app in the store; empty if there is no public store. */
  String storeUrl(String bundle) {
    return switch (this) {
      case NONE, SET_TOP_BOX, TIZEN -> "";
      case IOS, TVOS -> "https://apps.apple.com/app/id" + bundle;
      case ANDROID -> "https://play.google.com/store/apps/details?id=" + bundle;
      case ROKU -> "https://channelstore.roku.com/details/" + bundle;
      case FIRE_TV -> "https://www.amazon.com/dp/" + bundle;
    };
  }
}
