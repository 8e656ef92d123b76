package io.bidlake.verify.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
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
    reach.add(new Event.Click(head("clicks", 0, 100, true, true), "i"));
    reach.add(new Event.Click(head("clicks", 0, 200, false, false), "i"));

    assertThat(reach.of(Topics.ALL)).hasValue(1);
  }

  private void add(String topic, int partition, long time) {
    reach.add(new Event.Click(head(topic, partition, time, false, true), "i"));
  }

  private static Event.Head head(
      String topic, int partition, long time, boolean ahead, boolean settled) {
    return new Event.Head("r", "c", time, new Position(topic, partition, 9), ahead, settled);
  }
}
