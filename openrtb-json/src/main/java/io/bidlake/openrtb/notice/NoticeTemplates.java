package io.bidlake.openrtb.notice;

import io.bidlake.domain.Url;
import io.bidlake.domain.UrlParameters;
import io.bidlake.model.Feed;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The templates of a feed, those with the most constant text first. */
final class NoticeTemplates {

  private final List<NoticeTemplate> templates;
  private final Set<String> parameterNames;

  /**
   * @throws IllegalArgumentException if one of the templates cannot match any notice
   */
  NoticeTemplates(Feed feed) {
    // A stable sort: among equally specific templates the first one stays first.
    templates =
        feed.notices().stream()
            .map(template -> new NoticeTemplate(template, feed))
            .sorted(Comparator.comparingInt(NoticeTemplate::constants).reversed())
            .toList();
    parameterNames =
        templates.stream()
            .flatMap(template -> template.parameterNames().stream())
            .collect(Collectors.toSet());
  }

  /**
   * Extracts the values of the macros from a URL, by the template that it matches; of several the
   * one with the most constant text, then the first.
   *
   * @return null if none matches
   */
  NoticeValues values(Url called) {
    UrlParameters parameters = new UrlParameters(called.query(), parameterNames);
    for (NoticeTemplate template : templates) {
      NoticeValues values = template.values(called, parameters);
      if (values != null) {
        return values;
      }
    }
    return null;
  }
}
