package io.bidlake.domain;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The query parameters of a URL by name. The last of repeated parameters counts. */
public final class UrlParameters {

  private final Map<String, String> encoded = new HashMap<>();

  /**
   * @param known the names to keep; others are ignored
   */
  public UrlParameters(String query, Set<String> known) {
    for (int start = 0; start < query.length(); ) {
      int next = query.indexOf('&', start);
      int end = next < 0 ? query.length() : next;
      int equals = start;
      while (equals < end && query.charAt(equals) != '=') {
        equals++;
      }
      String name = Url.decode(query.substring(start, equals));
      if (known.contains(name)) {
        encoded.put(name, query.substring(Math.min(equals + 1, end), end));
      }
      start = end + 1;
    }
  }

  public boolean has(String name) {
    return encoded.containsKey(name);
  }

  /** The encoded value of a parameter that is present. */
  public String encoded(String name) {
    return encoded.get(name);
  }

  /**
   * The decoded value of a parameter that is present.
   *
   * @return null if it cannot be decoded
   */
  public String value(String name) {
    return Url.decode(encoded.get(name));
  }
}
