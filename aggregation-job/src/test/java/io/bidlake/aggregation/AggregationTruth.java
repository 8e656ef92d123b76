package io.bidlake.aggregation;

import io.bidlake.runtime.state.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the two tables must say, told from all events at once and without regard to when each came.
 * Prices must be such that their sums are exact.
 */
final class AggregationTruth {

  private static final long HOUR = 3_600_000;
  private static final long MINUTE = 60_000;

  private static final Comparator<AggregationEvent> FIRST =
      Comparator.<AggregationEvent>comparingLong(event -> event.time)
          .thenComparingDouble(event -> event.usd)
          .thenComparing(event -> event.country, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(event -> event.bidder, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final Map<EventId, AggregationEvent> requests = new HashMap<>();
  private final Map<List<EventId>, AggregationEvent> impressions = new HashMap<>();

  /**
   * @param counted events without those that the table does not count
   */
  AggregationTruth(List<AggregationEvent> counted) {
    for (AggregationEvent event : counted) {
      if (event.isRequest()) {
        requests.merge(event.id, event, AggregationTruth::first);
      } else {
        impressions.merge(List.of(event.requestId, event.id), event, AggregationTruth::first);
      }
    }
  }

  private static AggregationEvent first(AggregationEvent one, AggregationEvent other) {
    return FIRST.compare(one, other) <= 0 ? one : other;
  }

  List<Map<String, Object>> byCountry() {
    Map<Group, Sum> sums = new TreeMap<>();
    for (AggregationEvent impression : impressions.values()) {
      long hour = Math.floorDiv(impression.time, HOUR) * HOUR;
      sums.computeIfAbsent(new Group(hour, countryOf(impression)), group -> new Sum())
          .add(impression.usd);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    sums.forEach(
        (group, sum) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("window_start", Instant.ofEpochMilli(group.start));
          row.put("device_geo_country", group.name);
          row.put("impression_count", sum.count);
          row.put("total_revenue", sum.usd / 1000);
          row.put("avg_win_price", sum.usd / sum.count);
          rows.add(row);
        });
    return rows;
  }

  private String countryOf(AggregationEvent impression) {
    AggregationEvent request =
        impression.requestId.isEmpty() ? null : requests.get(impression.requestId);
    boolean inTime =
        request != null
            && request.time <= impression.time
            && impression.time <= request.time + AttributeHarness.BOUND.toMillis();
    return inTime && request.country != null ? request.country : "UNKNOWN";
  }

  List<Map<String, Object>> byBidder() {
    Map<Group, Sum> sums = new TreeMap<>();
    for (AggregationEvent impression : impressions.values()) {
      long last = Math.floorDiv(impression.time, MINUTE) * MINUTE;
      for (long start = last - 4 * MINUTE; start <= last; start += MINUTE) {
        sums.computeIfAbsent(new Group(start, impression.bidder), group -> new Sum())
            .add(impression.usd);
      }
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    sums.forEach(
        (group, sum) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("window_start", Instant.ofEpochMilli(group.start));
          row.put("window_end", Instant.ofEpochMilli(group.start + 5 * MINUTE));
          row.put("bidder_id", group.name);
          row.put("win_count", sum.count);
          row.put("revenue", sum.usd / 1000);
          row.put("avg_cpm", sum.usd / sum.count);
          rows.add(row);
        });
    return rows;
  }

  private record Group(long start, String name) implements Comparable<Group> {

    @Override
    public int compareTo(Group other) {
      int byStart = Long.compare(start, other.start);
      return byStart != 0 ? byStart : name.compareTo(other.name);
    }
  }

  private static final class Sum {

    private long count;
    private double usd;

    void add(double price) {
      count++;
      usd += price;
    }
  }
}
