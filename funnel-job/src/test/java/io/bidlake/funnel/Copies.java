package io.bidlake.funnel;

import io.bidlake.runtime.state.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Which copies of events there are, besides those that do not differ. */
enum Copies {
  /** None: with next to no allowed lateness nothing is kept that they could be compared with. */
  EQUAL,
  /**
   * Copies that differ within the time that the request is kept for, and of either the request or
   * what is below it: of others, one may be forgotten when the next comes late.
   */
  WHILE_KEPT,
  /** Copies that differ in any way. */
  ANY;

  private static final int MOST_APART = 75_000;

  List<FunnelEvent> addTo(
      List<FunnelEvent> events, long requestTime, FunnelStages bounds, Random random) {
    boolean ofRequests = random.nextBoolean();
    List<FunnelEvent> all = new ArrayList<>(events);
    for (FunnelEvent event : events) {
      if (random.nextInt(7) == 0) {
        all.add(event);
      }
      boolean isRequest = event.topic == Stages.REQUEST;
      if (this != EQUAL && random.nextInt(isRequest ? 2 : 6) == 0) {
        FunnelEvent copy = differing(event, random);
        boolean fits =
            isRequest == ofRequests
                && event.accepted == copy.accepted
                && isKept(event.time - requestTime, bounds)
                && isKept(copy.time - requestTime, bounds);
        if (this == ANY || fits) {
          all.add(copy);
        }
      }
    }
    return all;
  }

  private static boolean isKept(long sinceRequest, FunnelStages bounds) {
    return sinceRequest >= 0 && sinceRequest <= bounds.total();
  }

  private static FunnelEvent differing(FunnelEvent event, Random random) {
    FunnelEvent copy = TestEvents.copyAt(event, event.time);
    int what = random.nextInt(4);
    if (what != 0) {
      int apart = what == 1 ? 1 : random.nextInt(MOST_APART + 1);
      copy.time += random.nextBoolean() ? apart : -apart;
    }
    if (event.topic == Stages.REQUEST) {
      if (random.nextBoolean()) {
        String[] others = {"\uD83D\uDE00", "\uFF21", "copy of " + event.id};
        copy.publisher = others[random.nextInt(others.length)];
      }
      copy.accepted ^= random.nextInt(4) == 0;
    } else if (event.parentId != null && random.nextBoolean()) {
      copy.parentId = EventId.of(random.nextBoolean() ? "p1" : event.parentId + "x");
    }
    return copy;
  }
}
