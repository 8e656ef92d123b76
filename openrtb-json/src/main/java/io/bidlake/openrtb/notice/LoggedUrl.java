package io.bidlake.openrtb.notice;

import com.google.common.base.Ascii;
import io.bidlake.domain.Url;
import io.bidlake.openrtb.EventTime;
import java.util.OptionalLong;

/**
 * A line of a tracker's log: the requested URL and the time of the request.
 *
 * @param unreadableTime the text at the time's place that is not a time; null if there is none
 */
record LoggedUrl(OptionalLong time, String unreadableTime, Url url) {

  private static final String BLANKS = " \t\n\u000B\f\r";

  /**
   * Parses a line of an access log, a time and a URL, or only a URL.
   *
   * @return null if the line is none of these
   */
  static LoggedUrl parse(String line) {
    int request = request(line);
    if (request >= 0) {
      int end = line.indexOf(' ', request);
      String target = line.substring(request, end);
      if (!Url.isUrl(target)) {
        return null;
      }
      OptionalLong time = EventTime.ofAccessLog(line.substring(0, request));
      // Clients control what follows the request, except in logs with a custom format.
      return new LoggedUrl(
          time.isPresent() ? time : EventTime.ofAccessLog(line.substring(end)),
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

  /**
   * Where the request target starts in a line of an access log, as in {@code "GET target
   * HTTP/1.1"}.
   *
   * @return -1 if the line has no such request
   */
  private static int request(String line) {
    for (int quote = line.indexOf('"'); quote >= 0; quote = line.indexOf('"', quote + 1)) {
      int methodEnd = quote + 1;
      while (methodEnd < line.length() && Ascii.isUpperCase(line.charAt(methodEnd))) {
        methodEnd++;
      }
      if (methodEnd > quote + 1 && line.startsWith(" ", methodEnd)) {
        int targetEnd = methodEnd + 1;
        while (targetEnd < line.length() && BLANKS.indexOf(line.charAt(targetEnd)) < 0) {
          targetEnd++;
        }
        if (targetEnd > methodEnd + 1
            && line.startsWith(" ", targetEnd)
            && isVersion(line, targetEnd + 1)) {
          return methodEnd + 1;
        }
      }
    }
    return -1;
  }

  private static boolean isVersion(String line, int start) {
    int number = start + "HTTP/".length();
    int end = number;
    while (end < line.length() && isVersionCharacter(line.charAt(end))) {
      end++;
    }
    return line.startsWith("HTTP/", start) && end > number && line.startsWith("\"", end);
  }

  private static boolean isVersionCharacter(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }
}
