package io.bidlake.verify.windows;

import java.util.Map;

/**
 * What counts of one request, by id.
 *
 * @param request the request; null if nothing counts
 * @param responses its responses in time
 * @param impressions their impressions in time
 * @param clicks the clicks on those in time
 */
record CountedFunnel(
    Event.Request request,
    Map<String, Event.Response> responses,
    Map<String, Event.Impression> impressions,
    Map<String, Event.Click> clicks) {

  static final CountedFunnel NOTHING = new CountedFunnel(null, Map.of(), Map.of(), Map.of());

  boolean counts(Event event) {
    if (event instanceof Event.Request) {
      return request != null;
    }
    Map<String, ?> level =
        event instanceof Event.Response
            ? responses
            : event instanceof Event.Impression ? impressions : clicks;
    return level.containsKey(event.head().id());
  }
}
