package io.bidlake.verify.windows;

import static io.bidlake.verify.windows.WindowTable.BIDDER;
import static io.bidlake.verify.windows.WindowTable.GEO;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Impressions and what they cost, by country and by bidder. */
final class MoneyTruth {

  private final WindowRules rules;
  private final Cells cells;

  MoneyTruth(WindowRules rules, Cells cells) {
    this.rules = rules;
    this.cells = cells;
  }

  void add(RequestGroup group, Uncounted uncounted) {
    Event.Request request = request(group, uncounted);
    Copies.first(
            group.impressions(),
            impression -> impression.isPriced() && uncounted.lets(GEO, impression),
            Copies.PAID_IMPRESSIONS)
        .values()
        .forEach(impression -> count(GEO, country(request, impression), impression));
    Copies.first(
            group.impressions(),
            impression -> impression.isPriced() && uncounted.lets(BIDDER, impression),
            Copies.PAID_IMPRESSIONS)
        .values()
        .forEach(impression -> count(BIDDER, impression.bidder(), impression));
    touch(group);
  }

  private static Event.Request request(RequestGroup group, Uncounted uncounted) {
    if (!group.hasRequestId()) {
      return null;
    }
    return group.requests().stream()
        .filter(request -> uncounted.lets(GEO, request))
        .min(Copies.COUNTRY_REQUESTS)
        .orElse(null);
  }

  private String country(Event.Request request, Event.Impression impression) {
    if (request == null || request.country() == null) {
      return WindowTable.UNKNOWN;
    }
    long after = impression.head().time() - request.head().time();
    return after >= 0 && after <= rules.requestWithin() ? request.country() : WindowTable.UNKNOWN;
  }

  private void count(WindowTable table, String name, Event.Impression impression) {
    table
        .windowsOf(impression.head().time())
        .forEach(
            start -> {
              Cell cell = cells.at(table, start, name);
              cell.count(0, 1);
              cell.pay(impression.usd());
            });
  }

  /** Marks every row that records after the mark may change, in whatever number they arrive. */
  private void touch(RequestGroup group) {
    Set<String> unsettled =
        group.impressions().stream()
            .filter(impression -> !impression.head().settled())
            .map(impression -> impression.head().id())
            .collect(Collectors.toSet());
    boolean newRequest = group.requests().stream().anyMatch(copy -> !copy.head().settled());
    if (unsettled.isEmpty() && !newRequest) {
      return;
    }
    Set<String> countries = new HashSet<>(Set.of(WindowTable.UNKNOWN));
    if (group.hasRequestId()) {
      group.requests().forEach(request -> countries.add(request.country()));
      countries.remove(null);
    }
    for (Event.Impression impression : group.impressions()) {
      boolean changes = unsettled.contains(impression.head().id());
      if (newRequest || changes) {
        countries.forEach(country -> touch(GEO, country, impression));
      }
      if (changes) {
        touch(BIDDER, impression.bidder(), impression);
      }
    }
  }

  private void touch(WindowTable table, String name, Event.Impression impression) {
    table
        .windowsOf(impression.head().time())
        .forEach(start -> cells.at(table, start, name).touch());
  }
}
