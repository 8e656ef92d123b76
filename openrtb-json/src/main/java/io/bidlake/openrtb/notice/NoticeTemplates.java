package io.bidlake.openrtb.notice;

import io.bidlake.model.Feed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The templates of a feed. A URL is compared with those only whose path begins as its own does. */
final class NoticeTemplates {

  /** A template and its place among all: of those that fit a URL the lowest rank is taken. */
  private record Ranked(int rank, NoticeTemplate template) {}

  /** First segment of paths that begin with a macro. */
  private static final String ANY = "";

  private final Map<String, List<Ranked>> byPath = new HashMap<>();
  private final Map<String, List<Ranked>> byFirstSegment = new HashMap<>();
  private final Set<String> parameterNames = new HashSet<>();

  /**
   * @throws IllegalArgumentException if no notice could be read with one of the templates
   */
  NoticeTemplates(Feed feed) {
    List<NoticeTemplate> templates = new ArrayList<>();
    for (Feed.Template template : feed.notices()) {
      templates.add(new NoticeTemplate(template, feed));
    }
    // Stable: of those that say as much the first one comes first.
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

  Parameters parameters(Url called) {
    return new Parameters(called.query(), parameterNames);
  }

  /**
   * The template of a URL; of several the one with the most constant text, then the first.
   *
   * @return null if there is none
   */
  NoticeTemplate match(Url called, Parameters parameters) {
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
