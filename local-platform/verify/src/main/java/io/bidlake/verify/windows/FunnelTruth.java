package io.bidlake.verify.windows;

import static io.bidlake.verify.windows.WindowTable.FUNNEL;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What became of the accepted requests, by publisher. */
final class FunnelTruth {

  private final WindowRules rules;
  private final Cells cells;

  FunnelTruth(WindowRules rules, Cells cells) {
    this.rules = rules;
    this.cells = cells;
  }

  /** Counts the funnel of one request and returns what is counted of it. */
  CountedFunnel add(RequestGroup group, Uncounted uncounted) {
    CountedFunnel funnel = funnel(group, uncounted);
    if (funnel.request() != null) {
      Cell cell = cell(funnel.request());
      cell.count(0, 1);
      cell.count(1, funnel.responses().size());
      cell.count(2, funnel.impressions().size());
      cell.count(3, funnel.clicks().size());
    }
    if (group.events().anyMatch(event -> !event.head().settled())) {
      group.requests().stream()
          .filter(Event.Request::accepted)
          .forEach(request -> cell(request).touch());
    }
    return funnel;
  }

  private CountedFunnel funnel(RequestGroup group, Uncounted uncounted) {
    Event.Request request =
        group.requests().stream()
            .filter(copy -> group.hasRequestId() && uncounted.lets(FUNNEL, copy))
            .min(Copies.FUNNEL_REQUESTS)
            .filter(Event.Request::accepted)
            .orElse(null);
    if (request == null) {
      return CountedFunnel.NOTHING;
    }
    Map<String, Event.Response> responses =
        children(
            Copies.first(group.responses(), copy -> uncounted.lets(FUNNEL, copy), Copies.RESPONSES),
            response -> request,
            rules.responseWithin());
    Map<String, Event.Impression> impressions =
        children(
            Copies.first(
                group.impressions(),
                copy -> uncounted.lets(FUNNEL, copy),
                Copies.FUNNEL_IMPRESSIONS),
            impression -> responses.get(impression.response()),
            rules.impressionWithin());
    Map<String, Event.Click> clicks =
        children(
            Copies.first(group.clicks(), copy -> uncounted.lets(FUNNEL, copy), Copies.CLICKS),
            click -> impressions.get(click.impression()),
            rules.clickWithin());
    return new CountedFunnel(request, responses, impressions, clicks);
  }

  /** Those that have a parent and come within the bound after it. */
  private static <E extends Event> Map<String, E> children(
      Map<String, E> events, Function<E, Event> parentOf, long within) {
    Map<String, E> children = new HashMap<>();
    events.forEach(
        (id, event) -> {
          Event parent = parentOf.apply(event);
          if (parent != null) {
            long after = event.head().time() - parent.head().time();
            if (after >= 0 && after <= within) {
              children.put(id, event);
            }
          }
        });
    return children;
  }

  private Cell cell(Event.Request request) {
    long hour = FUNNEL.windowsOf(request.head().time()).findFirst().orElseThrow();
    String publisher = request.publisher() == null ? WindowTable.UNKNOWN : request.publisher();
    return cells.at(FUNNEL, hour, publisher);
  }
}
