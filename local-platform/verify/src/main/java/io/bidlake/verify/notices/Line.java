package io.bidlake.verify.notices;

import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Times;
import io.bidlake.verify.text.Url;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL and the time of a line.
 *
 * @param url the URL; null if there is none
 * @param inLog the time in the format of an access log
 * @param before the text before the URL; null if there is none
 */
record Line(String url, Optional<Instant> inLog, String before) {

  /** The first line of an HTTP request as servers log it. */
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
   * The line's time; empty if it has none.
   *
   * @throws FaultException if the time cannot be parsed
   */
  Optional<Instant> time() throws FaultException {
    Optional<Instant> time = before == null ? inLog : Times.of(before);
    if (time.isEmpty() && before != null) {
      throw Values.invalid("the line's time");
    }
    return time;
  }
}
