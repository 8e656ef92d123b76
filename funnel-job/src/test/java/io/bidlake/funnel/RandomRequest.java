package io.bidlake.funnel;

import static io.bidlake.funnel.TestEvents.HOUR;
import static io.bidlake.funnel.TestEvents.ONE_HOUR;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes the events of a random request: with times at, just before and just beyond what is allowed,
 * with gaps, and with copies.
 */
final class RandomRequest {

  private static final int OFTEN = 3;
  private static final String[] PUBLISHERS = {
    "hot", "hot", "hot", "hot", "p1", "p2", "\uD83D\uDE00", "\uFF21", null
  };

  private final Random random;
  private final FunnelStages bounds;
  private final Copies copies;
  private final boolean tame;
  private final int hours;
  private final int aroundHours;

  /**
   * @param copies which copies can differ from what they are copies of
   */
  RandomRequest(Random random, FunnelStages bounds, Copies copies) {
    this.random = random;
    this.bounds = bounds;
    this.copies = copies;
    this.tame = copies != Copies.ANY;
    this.hours = 2 + random.nextInt(2);
    this.aroundHours = 1 + random.nextInt(OFTEN);
  }

  /** Ids below the request are the same for all requests: they must not meet. */
  List<FunnelEvent> events(String id) {
    long time = requestTime();
    FunnelEvent request = TestEvents.request(id, time, publisher(id));
    request.accepted = random.nextInt(8) != 0;
    boolean onlyWithin = tame && !request.accepted;
    List<FunnelEvent> events = new ArrayList<>();
    if (random.nextInt(8) != 0) {
      events.add(request);
    }
    boolean bididsOfTheBidders = random.nextBoolean();
    for (int p = count(); p > 0; p--) {
      long responseTime = childTime(time, bounds.within(Stages.RESPONSE), onlyWithin);
      String bidid = bididsOfTheBidders ? "1" : "p" + p;
      String[] seats = bididsOfTheBidders && p == 2 ? new String[0] : new String[] {"seat" + p};
      addUnlessMissing(
          TestEvents.ofSeats(TestEvents.response(id, bidid, responseTime), seats), events);
      for (int i = count(); i > 0; i--) {
        long impressionTime = childTime(responseTime, bounds.within(Stages.IMPRESSION), onlyWithin);
        String impression = "p" + p + "i" + i;
        addUnlessMissing(
            TestEvents.ofSeats(
                TestEvents.impression(id, impression, bidid, impressionTime), "seat" + p),
            events);
        for (int c = count(); c > 0; c--) {
          addUnlessMissing(
              TestEvents.click(
                  id,
                  impression + "c" + c,
                  impression,
                  childTime(impressionTime, bounds.within(Stages.CLICK), onlyWithin)),
              events);
        }
      }
    }
    return copies.addTo(events, time, bounds, random);
  }

  private void addUnlessMissing(FunnelEvent event, List<FunnelEvent> events) {
    if (random.nextInt(12) != 0) {
      events.add(event);
    }
  }

  private String publisher(String id) {
    boolean ofItsOwn = random.nextInt(4) == 0;
    return ofItsOwn ? "only " + id : PUBLISHERS[random.nextInt(PUBLISHERS.length)];
  }

  private int count() {
    return random.nextInt(3);
  }

  private long requestTime() {
    if (random.nextInt(OFTEN) < aroundHours) {
      // Around one alone there is enough traffic for watermarks in between.
      long edge = HOUR + (aroundHours == OFTEN ? 1 : random.nextInt(hours + 1)) * ONE_HOUR;
      long[] around = {
        -bounds.total() - 1, -bounds.total(), -bounds.within(Stages.CLICK), -1, 0, 1
      };
      return random.nextBoolean()
          ? edge + around[random.nextInt(around.length)]
          : edge - 90_000 + random.nextInt(180_000);
    }
    return HOUR + random.nextInt((int) (hours * ONE_HOUR));
  }

  private long childTime(long parent, long bound, boolean onlyWithin) {
    return switch (random.nextInt(onlyWithin ? 6 : 10)) {
      case 0 -> parent;
      case 1, 2 -> parent + bound;
      case 6 -> parent - 1;
      case 7 -> parent + bound + 1;
      case 8 -> parent - random.nextInt(10_000);
      case 9 -> parent + bound + random.nextInt(100_000);
      default -> parent + random.nextInt((int) bound);
    };
  }
}
