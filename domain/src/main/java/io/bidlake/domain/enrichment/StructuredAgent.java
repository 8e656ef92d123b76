package io.bidlake.domain.enrichment;

import com.google.common.base.Ascii;
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

  /** The engine, which many browsers name beside themselves. */
  private static final Utf8 CHROMIUM = ReferenceText.of("Chromium");

  /** The name of a browser without a window, which a program drives. */
  static final Utf8 HEADLESS = ReferenceText.of("HeadlessChrome");

  /** The names of brands; others are their own names. */
  private static final ImmutableMap<Utf8, Utf8> BROWSERS =
      ImmutableMap.of(
          ReferenceText.of("Google Chrome"), ReferenceText.of("Chrome"),
          ReferenceText.of("Microsoft Edge"), ReferenceText.of("Edge"),
          ReferenceText.of("Android WebView"), ReferenceText.of("Chrome Webview"),
          ReferenceText.of("Microsoft Edge WebView2"), ReferenceText.of("Edge Webview"),
          ReferenceText.of("Samsung Internet"), ReferenceText.of("SamsungBrowser"));

  private static final Utf8 OF_WINDOWS = ReferenceText.of("Windows");
  private static final Utf8 WINDOWS = ReferenceText.of("Windows NT");
  private static final Utf8 MAC = ReferenceText.of("Mac OS");
  private static final Utf8 CHROME_OS = ReferenceText.of("Chrome OS");
  private static final Utf8 LINUX = ReferenceText.of("Linux");

  /** The names of platforms; others are their own names. */
  private static final ImmutableMap<Utf8, Utf8> SYSTEMS =
      ImmutableMap.of(
          OF_WINDOWS,
          WINDOWS,
          ReferenceText.of("macOS"),
          MAC,
          ReferenceText.of("Chromium OS"),
          CHROME_OS);

  private static final ImmutableSet<Utf8> OF_DESKTOPS =
      ImmutableSet.of(WINDOWS, MAC, CHROME_OS, LINUX);

  private static final Utf8 PHONE = ReferenceText.of("Phone");
  private static final Utf8 DESKTOP = ReferenceText.of("Desktop");

  /** The letters of brands that browsers make up, such as {@code Not/A)Brand}. */
  private static final String MADE_UP = "NotABrand";

  /** The first version of Windows 11, which does not call itself so. */
  private static final int FIRST_OF_WINDOWS_11 = 13;

  private static final Utf8 WINDOWS_10 = ReferenceText.of("10");
  private static final Utf8 WINDOWS_11 = ReferenceText.of("11");

  private static final ImmutableMap<String, Utf8> OLD_WINDOWS =
      ImmutableMap.of(
          "0.1",
          ReferenceText.of("7"),
          "0.2",
          ReferenceText.of("8"),
          "0.3",
          ReferenceText.of("8.1"));

  private Utf8 browser;
  private Utf8 browserVersion;
  private Utf8 system;
  private Utf8 systemVersion;
  private Utf8 deviceClass;
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
      deviceClass = PHONE;
    } else if (mobile != null && mobile == 0 && system != null && OF_DESKTOPS.contains(system)) {
      deviceClass = DESKTOP;
    }
  }

  private void readBrowser(List<BrandVersion> brands) {
    BrandVersion chosen = null;
    for (int i = 0; i < brands.size(); i++) {
      Utf8 brand = normalized(brands.get(i).getBrand());
      isHeadless |= HEADLESS.equals(brand);
      boolean isBrowser = brand != null && !isMadeUp(brand);
      if (isBrowser && (browser == null || (browser.equals(CHROMIUM) && !brand.equals(CHROMIUM)))) {
        browser = BROWSERS.getOrDefault(brand, brand);
        chosen = brands.get(i);
      }
    }
    browserVersion = chosen == null ? null : version(chosen);
  }

  private static boolean isMadeUp(Utf8 brand) {
    int letters = 0;
    for (int i = 0; i < brand.getByteLength(); i++) {
      char c = (char) brand.getBytes()[i];
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
    Utf8 brand = platform == null ? null : normalized(platform.getBrand());
    if (brand == null) {
      return;
    }
    system = SYSTEMS.getOrDefault(brand, brand);
    Utf8 version = version(platform);
    systemVersion = version != null && brand.equals(OF_WINDOWS) ? ofWindows(version) : version;
  }

  /** Browsers send the version of an interface instead of that of Windows. */
  private static Utf8 ofWindows(Utf8 ofInterface) {
    String version = ofInterface.toString();
    int dot = version.indexOf('.');
    Integer major = Ints.tryParse(dot < 0 ? version : version.substring(0, dot));
    if (major == null || version.startsWith("-")) {
      return ofInterface;
    }
    if (major == 0) {
      int next = version.indexOf('.', dot + 1);
      return OLD_WINDOWS.get(next < 0 ? version : version.substring(0, next));
    }
    return major < FIRST_OF_WINDOWS_11 ? WINDOWS_10 : WINDOWS_11;
  }

  /** Returns the parts of a version with dots between them; null if there is none. */
  private static Utf8 version(BrandVersion brand) {
    List<Utf8> parts = brand.getVersion();
    int length = 0;
    for (int i = 0; i < parts.size() && length <= LONGEST; i++) {
      length += parts.get(i).getByteLength() + 1;
    }
    if (length == 0 || length > LONGEST) {
      return null;
    }
    byte[] version = new byte[length - 1];
    int end = 0;
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        version[end++] = '.';
      }
      System.arraycopy(parts.get(i).getBytes(), 0, version, end, parts.get(i).getByteLength());
      end += parts.get(i).getByteLength();
    }
    return normalized(new Utf8(version));
  }

  /**
   * Returns a text without blanks around it and with all that is unreadable replaced; null if it is
   * blank or too long.
   */
  private static Utf8 normalized(Utf8 text) {
    if (SenderText.isBlank(text) || text.getByteLength() > LONGEST) {
      return null;
    }
    if (isPlain(text)) {
      return text;
    }
    String stripped = SenderText.readable(text).strip();
    return stripped.trim().isEmpty() ? null : new Utf8(stripped);
  }

  /** Returns whether a text is printable ASCII without blanks around it. */
  private static boolean isPlain(Utf8 text) {
    byte[] bytes = text.getBytes();
    int length = text.getByteLength();
    for (int i = 0; i < length; i++) {
      if (bytes[i] < ' ') {
        return false;
      }
    }
    return bytes[0] != ' ' && bytes[length - 1] != ' ';
  }

  Utf8 browser() {
    return browser;
  }

  Utf8 browserVersion() {
    return browserVersion;
  }

  Utf8 system() {
    return system;
  }

  Utf8 systemVersion() {
    return systemVersion;
  }

  Utf8 deviceClass() {
    return deviceClass;
  }

  /** Returns whether a program without a window drives the browser. */
  boolean isHeadless() {
    return isHeadless;
  }
}
