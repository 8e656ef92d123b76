package io.bidlake.openrtb.notice;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The parameters of a called URL, by their names. Of repeated ones the last counts. */
final class Parameters {

  private final Map<String, String> encoded = new HashMap<>();

  /**
   * @param known names that templates have; others are left out
   */
  Parameters(String query, Set<String> known) {
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

  boolean has(String name) {
    return encoded.containsKey(name);
  }

  /** The value of a parameter that is there, as it is written. */
  String encoded(String name) {
    return encoded.get(name);
  }

  /**
   * The value of a parameter that is there.
   *
   * @return null if it cannot be decoded
   */
  String value(String name) {
    return Url.decode(encoded.get(name));
  }
}
