package io.bidlake.openrtb.notice;

import io.bidlake.domain.Url;
import io.bidlake.domain.UrlParameters;
import io.bidlake.model.Feed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The templates of a feed, indexed by the first segment of their paths. */
final class NoticeTemplates {

  /** A template and its rank: of those that match a URL the lowest rank wins. */
  private record Ranked(int rank, NoticeTemplate template) {}

  /** Stands for the first segment of paths that start with a macro. */
  private static final String ANY = "";

  private final Map<String, List<Ranked>> byPath = new HashMap<>();
  private final Map<String, List<Ranked>> byFirstSegment = new HashMap<>();
  private final Set<String> parameterNames = new HashSet<>();

  /**
   * @throws IllegalArgumentException if one of the templates cannot match any notice
   */
  NoticeTemplates(Feed feed) {
    List<NoticeTemplate> templates = new ArrayList<>();
    for (Feed.Template template : feed.notices()) {
      templates.add(new NoticeTemplate(template, feed));
    }
    // A stable sort: among equally specific templates the first one stays first.
    templates.sort(Comparator.comparingInt(NoticeTemplate::constants).reversed());
    for (int rank = 0; rank < templates.size(); rank++) {
      NoticeTemplate template = templates.get(rank);
      parameterNames.addAll(template.parameterNames());
      String first = firstSegment(template.path());
      Map<String, List<Ranked>> index = template.hasConstantPath() ? byPath : byFirstSegment;
      String key =
          template.hasConstantPath() ? template.path() : first.contains("${") ? ANY : first;
      index.computeIfAbsent(key, each -> new ArrayList<>()).add(new Ranked(rank, template));
    }
  }

  private static String firstSegment(String path) {
    int end = path.indexOf('/', 1);
    return path.substring(1, end < 0 ? path.length() : end);
  }

  UrlParameters parameters(Url called) {
    return new UrlParameters(called.query(), parameterNames);
  }

  /**
   * Returns the template that matches a URL; of several the one with the most constant text, then
   * the first.
   *
   * @return null if none matches
   */
  NoticeTemplate match(Url called, UrlParameters parameters) {
    Ranked best = null;
    for (List<Ranked> some :
        List.of(
            byPath.getOrDefault(called.path(), List.of()),
            byFirstSegment.getOrDefault(firstSegment(called.path()), List.of()),
            byFirstSegment.getOrDefault(ANY, List.of()))) {
      for (Ranked next : some) {
        if (best != null && best.rank < next.rank) {
          break;
        }
        if (next.template.fits(called, parameters)) {
          best = next;
          break;
        }
      }
    }
    return best == null ? null : best.template;
  }
}
