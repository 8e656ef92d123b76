package io.bidlake.funnel;

import static io.bidlake.funnel.TestEvents.HOUR;
import static io.bidlake.funnel.TestEvents.ONE_HOUR;
import static io.bidlake.funnel.TestEvents.at;
import static io.bidlake.funnel.TestEvents.click;
import static io.bidlake.funnel.TestEvents.impression;
import static io.bidlake.funnel.TestEvents.rejected;
import static io.bidlake.funnel.TestEvents.request;
import static io.bidlake.funnel.TestEvents.response;

import java.util.ArrayList;
import java.util.List;

/** What comes to a job that goes on from the state of {@code released/1}. */
final class ReleasedEvents {

  static final long NEXT = HOUR + ONE_HOUR;

  static final String REQUEST_1 = "0e4b2b1c-7b3a-4d6e-9f10-a1b2c3d4e5f6";
  static final String RESPONSE_1 = "1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d";
  static final String IMPRESSION_1 = "2b3c4d5e-6f7a-4b2c-9d3e-4f5a6b7c8d9e";
  static final String CLICK_1 = "3c4d5e6f-7a8b-4c3d-ae4f-5a6b7c8d9e0f";
  static final long CLICK_1_TIME = HOUR + 1_832_120;

  private static final String REQUEST_4 = "f4444444-4444-4444-8444-444444444444";
  private static final String RESPONSE_4 = "f5555555-5555-4555-8555-555555555555";
  private static final String REQUEST_7 = "77777777-7777-4777-b777-777777777777";
  private static final String RESPONSE_7 = "7a7a7a7a-7a7a-4a7a-ba7a-7a7a7a7a7a7a";

  private ReleasedEvents() {}

  /** Each in its place of the topics that the rows of {@code released/1} name. */
  static List<FunnelEvent> after() {
    List<FunnelEvent> events =
        List.of(
            // Late click, of an hour that is out.
            click("req-3", "click-3", "imp-3", HOUR + 2_010_000),
            // Duplicates, one of a request.
            click(REQUEST_1, CLICK_1, IMPRESSION_1, CLICK_1_TIME),
            request("req-ü-2", HOUR + 1_900_000, "größe-広告"),
            // A copy that happened earlier.
            request(REQUEST_1, HOUR + 1_799_900, "pub-001"),
            // Late impression, of an hour that is out.
            impression(REQUEST_1, "imp-1c", RESPONSE_1, HOUR + 1_803_000),
            // A copy that moves its request an hour back.
            request("req-11", NEXT - 1_000, "pub-003"),
            // After its response.
            request("req-12", NEXT + 589_000, "pub-002"),
            // An earlier copy that is not accepted: its row goes.
            rejected("req-13", HOUR + 2_449_000, "pub-004"),
            // A copy of what is forgotten: late.
            request("r-old", HOUR + 120_000, "pub-001"),
            // Of a request that is not accepted.
            impression(REQUEST_4, "imp-4b", RESPONSE_4, HOUR + 2_100_300),
            // A duplicate without request id.
            click("", "click-6", "imp-6", HOUR + 2_300_000),
            // Of the hour that is open, the click just within its bound.
            impression(REQUEST_7, "imp-7", RESPONSE_7, NEXT + 541_000),
            click(REQUEST_7, "click-7", "imp-7", NEXT + 601_000),
            response("req-10", "resp-10", NEXT + 596_000),
            // Of a later hour.
            request("req-14", NEXT + ONE_HOUR + 10, "pub-002"));
    List<FunnelEvent> placed = new ArrayList<>();
    for (FunnelEvent event : events) {
      int number = placed.size();
      placed.add(at(event, number % 3, 1_000 + number));
    }
    return placed;
  }
}
