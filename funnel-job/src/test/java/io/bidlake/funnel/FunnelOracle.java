package io.bidlake.funnel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The truth about a list of events, whenever they came: the table's definition, word by word, over
 * whole lists. Shares nothing with the job.
 */
final class FunnelOracle {

  private static final long HOUR = 3_600_000;
  private static final int REQUEST = 0;
  private static final int RESPONSE = 1;
  private static final int IMPRESSION = 2;
  private static final int CLICK = 3;

  private static final Comparator<String> BY_BYTES =
      Comparator.nullsFirst(
          (a, b) ->
              Arrays.compareUnsigned(
                  a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));

  /** Of copies the first one counts: it happened first, or its content comes first. */
  private static final Comparator<FunnelEvent> FIRST =
      Comparator.comparingLong((FunnelEvent event) -> event.time)
          .thenComparing(event -> event.publisher, BY_BYTES)
          .thenComparing(FunnelOracle::parent, BY_BYTES)
          .thenComparing(FunnelOracle::seats, BY_BYTES)
          .thenComparing(event -> event.accepted);

  private final long[] bounds;
  private final Map<HourOfPublisher, FunnelCounts> rows = new HashMap<>();
  private final Set<EventKey> orphans = new HashSet<>();

  FunnelOracle(FunnelStages bounds, List<FunnelEvent> events) {
    this.bounds =
        new long[] {
          0,
          bounds.within(Stages.RESPONSE),
          bounds.within(Stages.IMPRESSION),
          bounds.within(Stages.CLICK)
        };
    Map<EventKey, FunnelEvent> once = new HashMap<>();
    for (FunnelEvent event : events) {
      once.merge(EventKey.of(event), event, (a, b) -> FIRST.compare(a, b) <= 0 ? a : b);
    }
    Map<String, List<FunnelEvent>> byRequest = new HashMap<>();
    for (FunnelEvent event : once.values()) {
      if (event.requestId.isEmpty()) {
        judgeWithoutRequest(event);
      } else {
        byRequest.computeIfAbsent(event.requestId.toString(), id -> new ArrayList<>()).add(event);
      }
    }
    byRequest.values().forEach(this::judge);
  }

  /** Rows of the table, without those that would count nothing. */
  Map<HourOfPublisher, FunnelCounts> rows() {
    return rows;
  }

  /** Events below a request that have no parent within the bound. */
  Set<EventKey> orphans() {
    return orphans;
  }

  private void judgeWithoutRequest(FunnelEvent event) {
    if (event.topic != REQUEST) {
      orphans.add(EventKey.of(event));
    }
  }

  private void judge(List<FunnelEvent> events) {
    List<FunnelEvent> requests = ofTopic(events, REQUEST);
    if (!requests.isEmpty() && !requests.get(0).accepted) {
      return;
    }
    List<FunnelEvent> responses = new ArrayList<>();
    for (FunnelEvent response : ofTopic(events, RESPONSE)) {
      if (requests.stream().anyMatch(request -> isWithin(request, response))) {
        responses.add(response);
      }
    }
    List<FunnelEvent> impressions = children(responses, ofTopic(events, IMPRESSION));
    List<FunnelEvent> clicks = children(impressions, ofTopic(events, CLICK));
    Set<FunnelEvent> counted = new HashSet<>(requests);
    counted.addAll(responses);
    counted.addAll(impressions);
    counted.addAll(clicks);
    for (FunnelEvent event : events) {
      if (!counted.contains(event)) {
        orphans.add(EventKey.of(event));
      }
    }
    if (!requests.isEmpty()) {
      FunnelEvent request = requests.get(0);
      String publisher = request.publisher == null ? "UNKNOWN" : request.publisher;
      rows.merge(
          new HourOfPublisher(Math.floorDiv(request.time, HOUR) * HOUR, publisher),
          new FunnelCounts(1, responses.size(), impressions.size(), clicks.size()),
          FunnelCounts::plus);
    }
  }

  private List<FunnelEvent> children(List<FunnelEvent> parents, List<FunnelEvent> candidates) {
    List<FunnelEvent> children = new ArrayList<>();
    for (FunnelEvent candidate : candidates) {
      if (parents.stream().anyMatch(parent -> isParent(parent, candidate))) {
        children.add(candidate);
      }
    }
    return children;
  }

  private boolean isParent(FunnelEvent parent, FunnelEvent child) {
    boolean won =
        parent.topic != RESPONSE
            || parent.bidder == null
            || parent.bidder.seats().isEmpty()
            || parent.bidder.seats().containsAll(child.bidder.seats());
    return won && parent.id.toString().equals(parent(child)) && isWithin(parent, child);
  }

  private static String seats(FunnelEvent event) {
    return event.bidder == null ? null : String.join(",", event.bidder.seats());
  }

  private static String parent(FunnelEvent event) {
    return event.parentId == null ? null : event.parentId.toString();
  }

  private boolean isWithin(FunnelEvent parent, FunnelEvent child) {
    return parent.time <= child.time && child.time <= parent.time + bounds[child.topic];
  }

  private static List<FunnelEvent> ofTopic(List<FunnelEvent> events, int topic) {
    return events.stream().filter(event -> event.topic == topic).toList();
  }
}
