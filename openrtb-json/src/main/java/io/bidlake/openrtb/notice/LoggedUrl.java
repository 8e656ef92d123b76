package io.bidlake.openrtb.notice;

import io.bidlake.domain.Url;
import io.bidlake.openrtb.EventTime;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a tracker's log: the requested URL and the time of the request.
 *
 * @param unreadableTime the text at the time's place that is not a time; null if there is none
 */
record LoggedUrl(OptionalLong time, String unreadableTime, Url url) {

  /** The request in a line of an access log; all parts are possessive, so as not to backtrack. */
  private static final Pattern REQUEST = Pattern.compile("\"[A-Z]++ (\\S++) HTTP/[0-9.]++\"");

  /**
   * Parses a line of an access log, a time and a URL, or only a URL.
   *
   * @return null if the line is none of these
   */
  static LoggedUrl parse(String line) {
    Matcher request = REQUEST.matcher(line);
    if (request.find()) {
      String target = request.group(1);
      if (!Url.isUrl(target)) {
        return null;
      }
      OptionalLong time = EventTime.ofAccessLog(line.substring(0, request.start()));
      // Clients control what follows the request, except in logs with a custom format.
      return new LoggedUrl(
          time.isPresent() ? time : EventTime.ofAccessLog(line.substring(request.end())),
          null,
          Url.parse(target));
    }
    int blank = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
    String url = line.substring(blank + 1);
    if (!Url.isUrl(url)) {
      return null;
    }
    String before = line.substring(0, Math.max(0, blank)).trim();
    OptionalLong time = before.isEmpty() ? OptionalLong.empty() : EventTime.ofText(before);
    boolean isUnreadable = time.isEmpty() && !before.isEmpty();
    return new LoggedUrl(time, isUnreadable ? before : null, Url.parse(url));
  }
}
