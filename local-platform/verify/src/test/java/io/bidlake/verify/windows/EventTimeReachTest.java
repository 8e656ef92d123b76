package io.bidlake.verify.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTimeReachTest {

  private final EventTimeReach reach = new EventTimeReach();

  @Test
  void isWhereTheSlowestPartitionOfTheFarthestTopicIs() {
    add("bid-requests", 0, 100);
    add("bid-requests", 0, 90);
    add("bid-requests", 1, 80);
    add("impressions", 0, 70);
    add("clicks", 0, 500);

    assertThat(reach.of(List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS))).hasValue(80);
    assertThat(reach.of(Topics.ALL)).hasValue(500);
  }

  @Test
  void isNowhereWithoutEvents() {
    assertThat(reach.of(Topics.ALL)).isEmpty();
  }

  @Test
  void isNotMovedByWrongClocksNorByRecordsAfterTheMark() {
    add("clicks", 0, 1);
    reach.add(event("clicks", 0, 100, true, true));
    reach.add(event("clicks", 0, 200, false, false));

    assertThat(reach.of(Topics.ALL)).hasValue(1);
  }

  private void add(String topic, int partition, long time) {
    reach.add(event(topic, partition, time, false, true));
  }

  private static Event event(
      String topic, int partition, long time, boolean ahead, boolean settled) {
    Position position = new Position(topic, partition, 9);
    return new Event(Topics.CLICKS, "r", "c", "i", time, position, ahead, settled, null, null);
  }
}
