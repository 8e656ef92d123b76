package io.bidlake.aggregation;

import java.time.Instant;
import java.util.List;

/** What comes to a job that goes on from the state of {@code released/1}. */
final class ReleasedEvents {

  private static final long ONE_HOUR = 3_600_000;
  private static final long HOUR = Instant.parse("2026-02-03T07:00:00Z").toEpochMilli();
  private static final long NEXT = HOUR + ONE_HOUR;
  private static final long LAST = NEXT + ONE_HOUR;

  private static final String REQUEST_1 = "0e4b2b1c-7b3a-4d6e-9f10-a1b2c3d4e5f6";
  private static final String REQUEST_10 = "f7777777-7777-4777-b777-777777777777";

  private ReleasedEvents() {}

  /** Each in its place of the topics that the rows of {@code released/1} name. */
  static List<AggregationEvent> after() {
    Events make = new Events();
    List<AggregationEvent> events =
        List.of(
            // Late, of windows that are out.
            make.impression("i-15", REQUEST_1, HOUR + 1_803_000, 0.7, "seat-1"),
            // Duplicates, one of a request.
            make.impression("i-1b", REQUEST_1, HOUR + 1_802_000, 1234.5678, "seat-ü"),
            make.request(REQUEST_1, HOUR + 1_800_000, "DEU"),
            // Copies that happened earlier: another country, another bidder.
            make.request("req-13", HOUR + 2_499_900, "KOR"),
            make.impression("i-13", "req-13", HOUR + 2_500_050, 4.0, "seat-5"),
            // Requests of impressions that have long been there.
            make.request("nobody", HOUR + 2_199_000, "ESP"),
            make.request("req-11", NEXT + 589_500, "USA"),
            // Copies of what is forgotten: late.
            make.impression("i-old", "r-old", HOUR + 121_000, 2.5, "seat-1"),
            make.request("r-old", HOUR + 120_000, "USA"),
            // A duplicate without request id.
            make.impression("i-6", "", HOUR + 2_300_000, 0.7, "seat-3"),
            // Just within the bound.
            make.impression("i-16", REQUEST_10, NEXT + 555_000, 0.2, "seat-2"),
            // Of a later hour.
            make.request("req-17", LAST + 10, "USA"),
            make.impression("i-17", "req-17", LAST + 20, 0.1, "seat-1"));
    for (int number = 0; number < events.size(); number++) {
      events.get(number).partition = number % 3;
      events.get(number).offset = 1_000L + number;
    }
    return events;
  }
}
