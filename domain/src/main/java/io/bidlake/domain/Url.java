package io.bidlake.domain;

import com.google.common.base.Utf8;
import java.nio.charset.StandardCharsets;

/**
 * The parts of a URL, still encoded. {@code java.net.URI} refuses much of what browsers send, such
 * as unsubstituted macros.
 *
 * @param host with the port unless it is the scheme's default; null if the URL has none
 * @param path starts with a slash; a single slash if the URL has no path
 * @param query empty if the URL has none
 */
public record Url(String host, String path, String query) {

  private static final String AFTER_SCHEME = "://";

  /** Whether a text is an absolute URL, or one without scheme and host. */
  public static boolean isUrl(String text) {
    return text.startsWith("/") || schemeLength(text) > 0;
  }

  /** Splits a text for which {@link #isUrl} is true. The fragment after a {@code #} is dropped. */
  public static Url parse(String text) {
    int fragment = text.indexOf('#');
    String url = fragment < 0 ? text : text.substring(0, fragment);
    int queryStart = url.indexOf('?');
    int end = queryStart < 0 ? url.length() : queryStart;
    String query = queryStart < 0 ? "" : url.substring(queryStart + 1);
    if (url.startsWith("/")) {
      return new Url(null, url.substring(0, end), query);
    }
    int schemeEnd = schemeLength(url);
    int hostStart = schemeEnd + AFTER_SCHEME.length();
    int slash = url.indexOf('/', hostStart);
    int hostEnd = slash < 0 || slash > end ? end : slash;
    String port = usualPort(url, schemeEnd);
    boolean isUsual = port != null && url.startsWith(port, hostEnd - port.length());
    String host = url.substring(hostStart, isUsual ? hostEnd - port.length() : hostEnd);
    return new Url(host, hostEnd == end ? "/" : url.substring(hostEnd, end), query);
  }

  private static String usualPort(String url, int schemeEnd) {
    if (schemeEnd == 5 && url.regionMatches(true, 0, "https", 0, schemeEnd)) {
      return ":443";
    }
    return schemeEnd == 4 && url.regionMatches(true, 0, "http", 0, schemeEnd) ? ":80" : null;
  }

  private static int schemeLength(String text) {
    int length = 0;
    while (length < text.length() && isSchemeCharacter(text.charAt(length), length)) {
      length++;
    }
    return text.startsWith(AFTER_SCHEME, length) ? length : 0;
  }

  private static boolean isSchemeCharacter(char c, int position) {
    boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    boolean isOther = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    return isLetter || (position > 0 && isOther);
  }

  /**
   * Percent-decodes a part of a URL. A plus stays a plus, because Base64 uses it.
   *
   * @return null if the encoding is invalid, or the result is not UTF-8
   */
  public static String decode(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return encoded;
    }
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '%') {
        int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
        int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        b = (byte) (high << 4 | low);
        i += 2;
      }
      bytes[length++] = b;
    }
    return Utf8.isWellFormed(bytes, 0, length)
        ? new String(bytes, 0, length, StandardCharsets.UTF_8)
        : null;
  }
}
