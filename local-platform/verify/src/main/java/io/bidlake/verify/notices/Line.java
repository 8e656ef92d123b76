package io.bidlake.verify.notices;

import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a line, and what the line says of its time.
 *
 * @param url null if there is none
 * @param inLog time of an access log
 * @param before what stands before the URL; null if nothing does
 */
record Line(String url, Optional<Instant> inLog, String before) {

  /** As a server writes the first line of an HTTP request. */
  private static final Pattern REQUEST = Pattern.compile("\"[A-Z]++ (\\S++) HTTP/[0-9.]++\"");

  static Line of(String text) {
    Matcher request = REQUEST.matcher(text);
    if (request.find()) {
      Optional<Instant> time =
          Times.inLog(text.substring(0, request.start()))
              .or(() -> Times.inLog(text.substring(request.end())));
      return new Line(url(request.group(1)), time, null);
    }
    int blank = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'));
    String before = text.substring(0, Math.max(0, blank)).trim();
    return new Line(
        url(text.substring(blank + 1)), Optional.empty(), before.isEmpty() ? null : before);
  }

  private static String url(String text) {
    return Url.is(text) ? text : null;
  }

  /**
   * The line's time; nothing if it has none.
   *
   * @throws FaultException if it cannot be read
   */
  Optional<Instant> time() throws FaultException {
    Optional<Instant> time = before == null ? inLog : Times.of(before);
    if (time.isEmpty() && before != null) {
      throw Values.invalid("the line's time");
    }
    return time;
  }
}
