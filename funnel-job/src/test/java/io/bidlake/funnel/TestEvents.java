package io.bidlake.funnel;

import io.bidlake.model.Topics;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.state.EventId;
import java.time.Duration;
import java.util.List;

/** Events as the sources make them; tests say where they stand and what is odd about them. */
final class TestEvents {

  /** Begin of the hour that most tests are about. */
  static final long HOUR = 1_770_102_000_000L;

  static final long ONE_HOUR = Duration.ofHours(1).toMillis();

  static final FunnelStages STAGES = FunnelStages.of(Topics.FUNNEL, 5_000, 10_000, 60_000);

  private TestEvents() {}

  static FunnelEvent request(String id, long time, String publisher) {
    FunnelEvent event = event(Stages.REQUEST, id, id, time);
    event.publisher = publisher;
    event.accepted = true;
    return event;
  }

  static FunnelEvent rejected(String id, long time, String publisher) {
    FunnelEvent event = request(id, time, publisher);
    event.accepted = false;
    return event;
  }

  static FunnelEvent response(String request, String id, long time) {
    return event(Stages.RESPONSE, request, id, time);
  }

  static FunnelEvent impression(String request, String id, String response, long time) {
    FunnelEvent event = event(Stages.IMPRESSION, request, id, time);
    event.parentId = EventId.of(response);
    return event;
  }

  static FunnelEvent click(String request, String id, String impression, long time) {
    FunnelEvent event = event(Stages.CLICK, request, id, time);
    event.parentId = EventId.of(impression);
    return event;
  }

  /** The same event of a bidder with these seats. */
  static FunnelEvent ofSeats(FunnelEvent event, String... seats) {
    event.bidder = new Bidder(List.of(seats), EventId.EMPTY);
    return event;
  }

  private static FunnelEvent event(int stage, String request, String id, long time) {
    return event(stage, EventId.of(request), EventId.of(id), time);
  }

  private static FunnelEvent event(int stage, EventId request, EventId id, long time) {
    FunnelEvent event = new FunnelEvent();
    event.topic = (byte) stage;
    event.requestId = request;
    event.id = id;
    event.time = time;
    return event;
  }

  /** The same event in another place of its topic. */
  static FunnelEvent at(FunnelEvent original, int partition, long offset) {
    FunnelEvent event = copyAt(original, original.time);
    event.partition = partition;
    event.offset = offset;
    return event;
  }

  /** A copy of the event that says it happened at another time. */
  static FunnelEvent copyAt(FunnelEvent original, long time) {
    FunnelEvent event = event(original.topic, original.requestId, original.id, original.time);
    event.parentId = original.parentId;
    event.bidder = original.bidder;
    event.publisher = original.publisher;
    event.accepted = original.accepted;
    event.ahead = original.ahead;
    event.partition = original.partition;
    event.offset = original.offset;
    event.time = time;
    return event;
  }
}
