package io.bidlake.openrtb.notice;

import io.bidlake.domain.Url;
import io.bidlake.domain.UrlParameters;
import io.bidlake.model.Feed;
import io.bidlake.model.NoticeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A template of notice URLs, prepared for matching. */
final class NoticeTemplate {

  private final NoticeKind kind;
  private final Url url;

  /** The path up to the first macro, by which most URLs of other templates are told apart. */
  private final String start;

  private final List<TextPattern> segments = new ArrayList<>();
  private final Map<String, TextPattern> parameters = new LinkedHashMap<>();
  private final int constants;

  /**
   * @throws IllegalArgumentException if the template cannot match any notice
   */
  NoticeTemplate(Feed.Template template, Feed feed) {
    this.kind = template.kind();
    try {
      this.url = parse(template.url());
      int macro = url.path().indexOf("${");
      this.start = macro < 0 ? url.path() : url.path().substring(0, macro);
      for (String segment : url.path().split("/", -1)) {
        // Compared in encoded form: an encoded slash within a segment is not a separator.
        segments.add(new TextPattern(segment, constant -> constant, 1));
      }
      Arrays.stream(url.query().split("&", -1))
          .filter(parameter -> !parameter.isEmpty())
          .forEach(this::addParameter);
      requireMacros(feed);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "template of %s notices %s: %s".formatted(kind.spelled(), template.url(), e.getMessage()),
          e);
    }
    this.constants =
        segments.stream().mapToInt(TextPattern::constantLength).sum()
            + (int) parameters.values().stream().filter(TextPattern::isConstant).count();
  }

  private static Url parse(String template) {
    String text = template.startsWith("//") ? "https:" + template : template;
    if (!Url.isUrl(text)) {
      throw new IllegalArgumentException("expected a URL, or a path that begins with /");
    }
    Url url = Url.parse(text);
    if (url.host() != null && url.host().contains("${")) {
      throw new IllegalArgumentException("the host cannot have a macro");
    }
    return url;
  }

  private void addParameter(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    if (name.contains("${")) {
      throw new IllegalArgumentException("the name of a parameter cannot have a macro: " + name);
    }
    String value = equals < 0 ? "" : parameter.substring(equals + 1);
    parameters.put(decodeConstant(name), new TextPattern(value, NoticeTemplate::decodeConstant, 0));
  }

  private static String decodeConstant(String encoded) {
    String text = Url.decode(encoded);
    if (text == null) {
      throw new IllegalArgumentException("no percent-encoded UTF-8: " + encoded);
    }
    return text;
  }

  private void requireMacros(Feed feed) {
    List<Macro> macros =
        Stream.concat(segments.stream(), parameters.values().stream())
            .flatMap(pattern -> pattern.uses().stream())
            .map(Macro.Use::macro)
            .toList();
    for (Macro required : List.of(Macro.AUCTION_ID, Macro.AUCTION_IMP_ID)) {
      if (!macros.contains(required)) {
        throw new IllegalArgumentException("it must have ${%s}".formatted(required));
      }
    }
    boolean namesImpression =
        feed.bidderId() != null
            || macros.contains(Macro.IMPRESSION_ID)
            || macros.contains(Macro.AUCTION_BID_ID)
            || macros.contains(Macro.AUCTION_SEAT_ID);
    if (kind == NoticeKind.CLICK && !namesImpression) {
      throw new IllegalArgumentException(
          "it must have ${IMPRESSION_ID}, or ${AUCTION_BID_ID} or ${AUCTION_SEAT_ID}, to tell what"
              + " was clicked");
    }
  }

  /** Number of constant characters: the template with the most is the most specific one. */
  int constants() {
    return constants;
  }

  Set<String> parameterNames() {
    return parameters.keySet();
  }

  /** Extracts the values of the macros from a URL; null if the URL does not match. */
  NoticeValues values(Url called, UrlParameters given) {
    if (!called.path().startsWith(start)) {
      return null;
    }
    if (called.host() != null
        && url.host() != null
        && !called.host().equalsIgnoreCase(url.host())) {
      return null;
    }
    NoticeValues values = new NoticeValues(kind);
    return readPath(called.path(), values) && readParameters(given, values) ? values : null;
  }

  private boolean readPath(String path, NoticeValues values) {
    int start = 0;
    for (TextPattern segment : segments) {
      if (start > path.length()) {
        return false;
      }
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (!segment.read(path, start, end, values::putEncoded)) {
        return false;
      }
      start = end + 1;
    }
    return start == path.length() + 1;
  }

  private boolean readParameters(UrlParameters given, NoticeValues values) {
    for (Map.Entry<String, TextPattern> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      TextPattern pattern = parameter.getValue();
      if (!given.has(name)) {
        if (pattern.isConstant()) {
          return false;
        }
      } else if (!pattern.isAnything()) {
        String value = given.value(name);
        if (value == null && pattern.isMacro()) {
          values.undecodable("parameter " + name, given.encoded(name));
        } else if (value == null || !pattern.read(value, 0, value.length(), values::put)) {
          return false;
        }
      }
    }
    return true;
  }
}
