package io.bidlake.openrtb.notice;

import io.bidlake.domain.Url;
import io.bidlake.domain.UrlParameters;
import io.bidlake.model.Feed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The templates of a feed, indexed by the first segment of their paths. */
final class NoticeTemplates {

  /** Templates whose path starts with a macro. */
  private final List<NoticeTemplate> anywhere;

  /** Templates by the first segment that they fit, which includes those that fit any. */
  private final Map<String, List<NoticeTemplate>> byFirstSegment;

  private final Set<String> parameterNames;

  /**
   * @throws IllegalArgumentException if one of the templates cannot match any notice
   */
  NoticeTemplates(Feed feed) {
    // A stable sort: among equally specific templates the first one stays first.
    List<NoticeTemplate> templates =
        feed.notices().stream()
            .map(template -> new NoticeTemplate(template, feed))
            .sorted(Comparator.comparingInt(NoticeTemplate::constants).reversed())
            .toList();
    parameterNames =
        templates.stream()
            .flatMap(template -> template.parameterNames().stream())
            .collect(Collectors.toSet());
    anywhere = templates.stream().filter(NoticeTemplates::fitsAnywhere).toList();
    byFirstSegment =
        templates.stream()
            .filter(template -> !fitsAnywhere(template))
            .map(template -> firstSegment(template.path()))
            .distinct()
            .collect(Collectors.toMap(first -> first, first -> beginningWith(first, templates)));
  }

  private static boolean fitsAnywhere(NoticeTemplate template) {
    return firstSegment(template.path()).contains("${");
  }

  private static List<NoticeTemplate> beginningWith(String first, List<NoticeTemplate> templates) {
    return templates.stream()
        .filter(each -> fitsAnywhere(each) || firstSegment(each.path()).equals(first))
        .toList();
  }

  private static String firstSegment(String path) {
    int end = path.indexOf('/', 1);
    return path.substring(1, end < 0 ? path.length() : end);
  }

  /**
   * Extracts the values of the macros from a URL, by the template that it matches; of several the
   * one with the most constant text, then the first.
   *
   * @return null if none matches
   */
  NoticeValues values(Url called) {
    UrlParameters parameters = new UrlParameters(called.query(), parameterNames);
    String first = firstSegment(called.path());
    for (NoticeTemplate template : byFirstSegment.getOrDefault(first, anywhere)) {
      NoticeValues values = template.values(called, parameters);
      if (values != null) {
        return values;
      }
    }
    return null;
  }
}
