package io.bidlake.domain.enrichment;

import com.google.common.base.Ascii;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import io.bidlake.domain.SenderText;
import io.bidlake.model.BrandVersion;
import io.bidlake.model.UserAgent;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * What a structured user agent says, in the words of the parser of user agent strings. One object
 * is reused for all requests.
 */
final class StructuredAgent {

  /** Maximum length of a name and of a version, in bytes; longer ones are left out. */
  private static final int LONGEST = 64;

  private static final ImmutableMap<String, String> BROWSERS =
      ImmutableMap.of(
          "Google Chrome", "Chrome",
          "Microsoft Edge", "Edge",
          "Android WebView", "Chrome Webview",
          "Microsoft Edge WebView2", "Edge Webview",
          "Samsung Internet", "SamsungBrowser");

  private static final ImmutableMap<String, String> SYSTEMS =
      ImmutableMap.of("Windows", "Windows NT", "macOS", "Mac OS", "Chromium OS", "Chrome OS");

  private static final ImmutableSet<String> OF_DESKTOPS =
      ImmutableSet.of("Windows NT", "Mac OS", "Chrome OS", "Linux");

  /** The engine, which many browsers name beside themselves. */
  private static final String CHROMIUM = "Chromium";

  /** The name of a browser without a window, which a program drives. */
  static final String HEADLESS = "HeadlessChrome";

  /** The letters of brands that browsers make up, such as {@code Not/A)Brand}. */
  private static final String MADE_UP = "NotABrand";

  private static final Joiner DOTS = Joiner.on('.');

  /** The first version of Windows 11, which does not call itself so. */
  private static final int FIRST_OF_WINDOWS_11 = 13;

  private static final ImmutableMap<String, String> OLD_WINDOWS =
      ImmutableMap.of("0.1", "7", "0.2", "8", "0.3", "8.1");

  private String browser;
  private String browserVersion;
  private String system;
  private String systemVersion;
  private String deviceClass;
  private boolean isHeadless;

  /** Moves to a structured user agent; null for none. */
  void read(UserAgent agent) {
    browser = null;
    browserVersion = null;
    system = null;
    systemVersion = null;
    deviceClass = null;
    isHeadless = false;
    if (agent == null) {
      return;
    }
    readBrowser(agent.getBrowsers());
    readSystem(agent.getPlatform());
    Integer mobile = agent.getMobile();
    if (mobile != null && mobile == 1) {
      deviceClass = "Phone";
    } else if (mobile != null && mobile == 0 && system != null && OF_DESKTOPS.contains(system)) {
      deviceClass = "Desktop";
    }
  }

  private void readBrowser(List<BrandVersion> brands) {
    for (int i = 0; i < brands.size(); i++) {
      String brand = name(brands.get(i).getBrand());
      isHeadless |= HEADLESS.equals(brand);
      boolean isBrowser = brand != null && !isMadeUp(brand);
      if (isBrowser && (browser == null || browser.equals(CHROMIUM)) && !brand.equals(browser)) {
        browser = BROWSERS.getOrDefault(brand, brand);
        browserVersion = version(brands.get(i));
      }
    }
  }

  private static boolean isMadeUp(String brand) {
    int letters = 0;
    for (int i = 0; i < brand.length(); i++) {
      char c = brand.charAt(i);
      if (Ascii.isUpperCase(c) || Ascii.isLowerCase(c)) {
        if (letters == MADE_UP.length() || c != MADE_UP.charAt(letters)) {
          return false;
        }
        letters++;
      }
    }
    return letters == MADE_UP.length();
  }

  private void readSystem(BrandVersion platform) {
    String brand = platform == null ? null : name(platform.getBrand());
    if (brand == null) {
      return;
    }
    system = SYSTEMS.getOrDefault(brand, brand);
    String version = version(platform);
    systemVersion = version != null && brand.equals("Windows") ? ofWindows(version) : version;
  }

  /** Browsers send the version of an interface instead of that of Windows. */
  private static String ofWindows(String version) {
    int dot = version.indexOf('.');
    Integer major = Ints.tryParse(dot < 0 ? version : version.substring(0, dot));
    if (major == null || version.startsWith("-")) {
      return version;
    }
    if (major == 0) {
      int next = version.indexOf('.', dot + 1);
      return OLD_WINDOWS.get(next < 0 ? version : version.substring(0, next));
    }
    return major < FIRST_OF_WINDOWS_11 ? "10" : "11";
  }

  private static String name(Utf8 text) {
    if (SenderText.isBlank(text) || text.getByteLength() > LONGEST) {
      return null;
    }
    String name = SenderText.readable(text).strip();
    return name.trim().isEmpty() ? null : name;
  }

  private static String version(BrandVersion brand) {
    List<Utf8> parts = brand.getVersion();
    int length = 0;
    for (int i = 0; i < parts.size() && length <= LONGEST; i++) {
      length += parts.get(i).getByteLength() + 1;
    }
    if (length > LONGEST) {
      return null;
    }
    String version = SenderText.readable(DOTS.join(parts)).strip();
    return version.trim().isEmpty() ? null : version;
  }

  String browser() {
    return browser;
  }

  String browserVersion() {
    return browserVersion;
  }

  String system() {
    return system;
  }

  String systemVersion() {
    return systemVersion;
  }

  String deviceClass() {
    return deviceClass;
  }

  /** Returns whether a program without a window drives the browser. */
  boolean isHeadless() {
    return isHeadless;
  }
}
